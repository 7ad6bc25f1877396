using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using UpstreamSandbox.AppFace;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Registers;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>The phone's camera, and the app's part of 人脸识别: it takes the server's number and what it saw to the app's face service, and brings back what that one signed. It cannot sign a result itself.</summary>
internal sealed class PhoneCamera(IHttpClientFactory clients, RegisterRows rows, SandboxClock clock)
{
    /// <summary>Who sits before the camera: whoever the phone is handed to. Null: the made-up register has no such face.</summary>
    public RegisteredPerson? Face(SimulatedPhone phone) =>
        phone.Tokens is { Account: var account } ? rows.People.FirstOrDefault(row => row.Mobile == account || row.Number == account) : null;

    /// <summary>What the service signed, or a code for <see cref="PhoneWords"/>.</summary>
    /// <param name="phone">Whose key proves that it is this phone.</param>
    /// <param name="here">This sandbox, where the service is.</param>
    /// <param name="check">The attempt.</param>
    /// <param name="passes">False: the face does not match.</param>
    public async Task<(string? Assertion, string? Problem)> LookAsync(SimulatedPhone phone, Uri here, ListedFaceCheck check, bool passes, CancellationToken ct)
    {
        if (Face(phone) is not { } face)
            return (null, "face_not_known");
        var address = new Uri(here, FaceService.Path);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Add("DPoP", DpopProof.For(phone.Key, HttpMethod.Post, address, clock.GetUtcNow(), nonce: null, accessToken: null));
        request.Content = new StringContent(new JsonObject
        {
            ["audience"] = check.Audience,
            ["nonce"] = check.Nonce,
            ["face"] = new JsonObject { ["document_type"] = face.Type, ["document_number"] = face.Number },
            ["outcome"] = passes ? "passed" : "failed",
        }.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(5));
            using var answer = await clients.CreateClient(MobileApp.ClientId).SendAsync(request, patience.Token);
            return answer.IsSuccessStatusCode && JsonNode.Parse(await answer.Content.ReadAsStringAsync(patience.Token)) is JsonObject json && Jose.Text(json, "assertion") is { } assertion
                ? (assertion, null)
                : (null, "face_service_down");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (null, "face_service_down");
        }
    }
}

/// <summary>A face check as the App API shows it.</summary>
internal sealed record ListedFaceCheck(string Id, string State, string Purpose, string? Nonce, string Audience, string Name, string? Site, string? Client, string? Place, string? Address, string? Device, string? At)
{
    /// <summary>Two digits that the computer shows too; null: begun on this phone.</summary>
    public string? Pairing { get; init; }

    /// <summary>The unit that browser acts for; null: oneself.</summary>
    public string? Unit { get; init; }

    /// <summary>What a pass opens to that browser.</summary>
    public string? Reach { get; init; }

    public bool IsOpen => State == "open";

    /// <summary>Begun on this phone, and not at a computer.</summary>
    public bool IsOwn => Site is null;

    public static ListedFaceCheck? Read(JsonNode? node)
    {
        if (node is not JsonObject json || Jose.Text(json, "kind") != "face" || Jose.Text(json, "id") is not { Length: > 0 } id || Jose.Text(json, "audience") is not { Length: > 0 } audience)
            return null;
        var shown = json["shown"] as JsonObject ?? [];
        return new ListedFaceCheck(
            id, Jose.Text(json, "state") ?? "", Jose.Text(json, "purpose") ?? "", Jose.Text(json, "nonce"), audience, Jose.Text(json, "name") ?? "",
            Jose.Text(shown, "site"), Jose.Text(shown, "client"), Jose.Text(shown, "place"), Jose.Text(shown, "address"), Jose.Text(shown, "device"), Jose.Text(shown, "at"))
        {
            Pairing = Jose.Text(json, "pairing"),
            Unit = Jose.Text(shown, "as") == "unit" ? Jose.Text(shown, "unit") ?? "单位" : null,
            Reach = Jose.Text(shown, "reach"),
        };
    }
}

/// <summary>The notice before each face check, as the App API tells it.</summary>
internal sealed record ListedNotice(string Document, int Version, string Digest, string Title, string Lead, IReadOnlyList<(string Heading, string Text)> Parts)
{
    public static ListedNotice? Read(JsonNode? node) =>
        node is JsonObject json && Jose.Text(json, "document") is { } document && json["version"] is JsonValue number && number.TryGetValue<int>(out var version) && Jose.Text(json, "digest") is { } digest
            ? new ListedNotice(document, version, digest, Jose.Text(json, "title") ?? "", Jose.Text(json, "lead") ?? "",
                [.. (json["parts"] as JsonArray ?? []).OfType<JsonObject>().Select(part => (Jose.Text(part, "heading") ?? "", Jose.Text(part, "text") ?? ""))])
            : null;
}
