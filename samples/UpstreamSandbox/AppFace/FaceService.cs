using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Registers;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.AppFace;

/// <summary>人脸识别 of 江苏智慧人社APP (ADR 0016): the phone sends what its camera saw and the server's number, the service compares and signs. In place of a picture it takes the number of the register's row.</summary>
internal sealed class FaceService(FaceServiceKeys keys, PhoneProof proofs, RegisterRows rows, SandboxClock clock, Moods moods, CallLog log)
{
    /// <summary><c>iss</c> of what it signs.</summary>
    public const string Name = "https://face.app.sandbox.invalid";

    public const string Path = "/app-face/check";

    private const int MaxLength = 8 * 1024;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private string? _last;

    /// <summary><c>{"audience","nonce","face":{"document_type","document_number"},"outcome":"passed"|"failed"}</c> with a proof of the phone's key → <c>{"assertion"}</c>.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var mood = moods[Moods.AppFace];
        if (await Misbehaviour.ActAsync(context, mood))
        {
            log.Add(Moods.AppFace, Path, Moods.Describe(mood).Name);
            return;
        }

        var here = $"{context.Request.Scheme}://{context.Request.Host}{Path}";
        if (proofs.Read(context.Request.Headers["DPoP"], "POST", here) is not { } thumbprint || await ReadAsync(context.Request) is not { } asked)
        {
            log.Add(Moods.AppFace, Path, "拒绝：手机密钥或内容不对");
            await Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        var assertion = Assert(asked, thumbprint, mood);
        log.Add(Moods.AppFace, Path, asked.IsPassed ? "通过" : "不通过");
        await Results.Json(new { assertion }).ExecuteAsync(context);
    }

    private string Assert(Asked asked, string thumbprint, Mood mood)
    {
        if (mood == Mood.Replay && _last is { } before)
            return before;
        var face = mood == Mood.OtherSubject ? rows.People.First(row => row.Number != asked.Face.Number) : asked.Face;
        var now = clock.GetUtcNow();
        var assertion = Jose.Write("jshrss-face+jwt", new JsonObject
        {
            ["iss"] = Name,
            ["aud"] = asked.Audience,
            ["nonce"] = asked.Nonce,
            ["txn"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
            ["subject"] = Digest(asked.Nonce, face),
            ["cnf"] = new JsonObject { ["jkt"] = thumbprint },
            ["liveness"] = true,
            ["result"] = asked.IsPassed ? "passed" : "failed",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Life).ToUnixTimeSeconds(),
        }, text => keys.Sign(text, asStranger: mood == Mood.WrongSignature), kid: keys.Kid);
        if (mood == Mood.Normal)
            _last = assertion;
        return assertion;
    }

    /// <summary>As docs/upstreams.md says. The line of the country stays empty: only passports name one, and those the service does not check.</summary>
    private static string Digest(string nonce, RegisteredPerson face) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', nonce, face.Type, "", face.Number, face.Name.ToUpperInvariant()))));

    private async Task<Asked?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or > MaxLength)
            return null;
        try
        {
            using var reader = new StreamReader(request.Body);
            if (JsonNode.Parse(await reader.ReadToEndAsync(request.HttpContext.RequestAborted)) is not JsonObject json || json["face"] is not JsonObject face)
                return null;
            return Jose.Text(json, "nonce") is { Length: > 0 and <= 128 } nonce && Jose.Text(json, "audience") is { Length: > 0 and <= 200 } audience
                && Jose.Text(json, "outcome") is ("passed" or "failed") and var outcome
                && rows.People.FirstOrDefault(row => row.Type == Jose.Text(face, "document_type") && row.Number == Jose.Text(face, "document_number")) is { } known
                ? new Asked(audience, nonce, known, outcome == "passed")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Asked(string Audience, string Nonce, RegisteredPerson Face, bool IsPassed);
}
