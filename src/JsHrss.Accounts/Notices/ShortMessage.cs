using System.Text.Json;
using System.Text.Json.Serialization;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Notices;

/// <summary>Payload of the outbox messages of kind <see cref="OutboxKind"/>. It stands there sealed, and only until it was sent or given up.</summary>
/// <param name="About">Word of what it tells, for logs and audit, for instance <c>invited</c>.</param>
/// <param name="To">The number.</param>
/// <param name="Text">As it is sent.</param>
/// <param name="Until">After this it is not sent any more, UTC.</param>
/// <param name="Person">Whose number it is.</param>
/// <param name="Membership">The membership it tells of; null: none.</param>
public sealed record ShortMessage(string About, PhoneNumber To, string Text, DateTimeOffset Until, PersonId Person, MembershipId? Membership)
{
    /// <summary>Kind of these messages in the outbox.</summary>
    public const string OutboxKind = "sms";

    /// <summary>As it stands in the outbox, before it is sealed.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new StoredShortMessage(About, To.Value, Text, Until.ToUnixTimeMilliseconds(), Person.ToString(), Membership?.ToString()), ShortMessageJson.Default.StoredShortMessage);

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null: anything else.</summary>
    /// <param name="payload">Opened.</param>
    public static ShortMessage? From(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, ShortMessageJson.Default.StoredShortMessage) is { About: not null, Text: not null } stored
                && PhoneNumber.Read(stored.To).OrNull is { } to && PersonId.Read(stored.Person) is { } person
                ? new ShortMessage(stored.About, to, stored.Text, DateTimeOffset.FromUnixTimeMilliseconds(stored.Until), person, MembershipId.Read(stored.Membership))
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>What it is about, never the number or the text.</summary>
    public override string ToString() => About;
}

internal sealed record StoredShortMessage(string About, string To, string Text, long Until, string Person, string? Membership);

[JsonSerializable(typeof(StoredShortMessage))]
internal sealed partial class ShortMessageJson : JsonSerializerContext;
