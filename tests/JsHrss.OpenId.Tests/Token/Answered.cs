using System.Net;
using System.Text.Json;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>What an endpoint answered, read once.</summary>
internal sealed record Answered(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    private JsonElement? _body;

    public JsonElement Body => _body ??= JsonDocument.Parse(Text).RootElement;

    public string? this[string member] => Text.Length > 0 && Body.TryGetProperty(member, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;

    public string? Error => this["error"];

    public string AccessToken => this["access_token"]!;

    public string? RefreshToken => this["refresh_token"];

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static async Task<Answered> ReadAsync(HttpResponseMessage message) =>
        new(message.StatusCode, await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), message);

    /// <summary>The claims of a JWT in a member, unverified.</summary>
    public JsonElement Claims(string member) => Jwt.Claims(this[member]!);
}
