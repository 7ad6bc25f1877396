using System.Text.Json;
using System.Text.Json.Serialization;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;

namespace JsHrss.IdP.Passkeys;

/// <summary>A challenge with what must be kept of it until it is answered. It goes through the page sealed, so that asking writes no row, and several tabs do not take each other's.</summary>
/// <param name="Challenge">Key, purpose, person, session, end.</param>
/// <param name="Browser">Mark of the browser it was given to.</param>
/// <param name="State">What ASP.NET Core's handler compares the answer with: the challenge's bytes, the options, the person asked.</param>
internal sealed record PasskeyTicket(PasskeyChallenge Challenge, string Browser, string State)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new Sealed(Challenge.Id, (int)Challenge.Purpose, Challenge.Person?.ToString(), Challenge.Session?.ToString(), Challenge.ExpiresAt.ToUnixTimeMilliseconds(), Browser, State),
        PasskeyTicketJson.Default.Sealed);

    /// <summary>Null: not of this form.</summary>
    public static PasskeyTicket? From(byte[] bytes)
    {
        if (JsonSerializer.Deserialize(bytes, PasskeyTicketJson.Default.Sealed) is not { } read || !Enum.IsDefined((PasskeyPurpose)read.Purpose))
            return null;
        var challenge = new PasskeyChallenge(read.Id, (PasskeyPurpose)read.Purpose, PersonId.Read(read.Person), SessionId.Read(read.Session), DateTimeOffset.FromUnixTimeMilliseconds(read.Until));
        return new PasskeyTicket(challenge, read.Browser, read.State);
    }

    internal sealed record Sealed(Guid Id, int Purpose, string? Person, string? Session, long Until, string Browser, string State);
}

[JsonSerializable(typeof(PasskeyTicket.Sealed))]
internal sealed partial class PasskeyTicketJson : JsonSerializerContext;
