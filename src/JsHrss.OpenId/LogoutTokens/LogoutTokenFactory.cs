using System.Buffers.Text;
using System.Security.Cryptography;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.LogoutTokens;

/// <summary>Makes logout tokens (OpenID Connect Back-Channel Logout §2.4): signed like the client's ID tokens, of a type of their own, and short-lived.</summary>
internal sealed class LogoutTokenFactory(JwsWriter jws, ISubjectIdentifiers subjects, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Header <c>typ</c>: an ID token is never taken for a logout token, nor the other way round (§4.1).</summary>
    public const string Type = "logout+jwt";

    /// <summary>"at most two minutes in the future" (§4).</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    /// <summary>A new token, with an identifier of its own also when it tells of the same end again: a receiver that answered a lost reply must not refuse the repetition.</summary>
    public string Create(Client client, LogoutNotice notice)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var state = new State(
            options.Value.Issuer, client.Id.Value, now.ToUnixTimeSeconds(), (now + Life).ToUnixTimeSeconds(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            subjects.Subject(notice.Subject, client), notice.Sid);
        return jws.Write(client.IdTokenAlgorithm, Type, state, static (json, of) =>
        {
            // No nonce: the receiver must refuse a logout token that has one (§2.4, §2.6).
            json.WriteStartObject();
            json.WriteString("iss"u8, of.Issuer);
            json.WriteString("sub"u8, of.Subject);
            json.WriteString("aud"u8, of.Audience);
            json.WriteNumber("iat"u8, of.IssuedAt);
            json.WriteNumber("exp"u8, of.ExpiresAt);
            json.WriteString("jti"u8, of.Id);
            json.WriteString("sid"u8, of.Sid);
            json.WriteStartObject("events"u8);
            json.WriteStartObject("http://schemas.openid.net/event/backchannel-logout"u8);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private sealed record State(string Issuer, string Audience, long IssuedAt, long ExpiresAt, string Id, string Subject, string Sid);
}
