using System.Text.Json;
using System.Text.Json.Serialization;

namespace JsHrss.OpenId.Ports;

/// <summary>Payload of the outbox messages of kind <see cref="Kind"/>; their target is the client's id. Written by the store with the end that it tells of; the engine forms the logout token when it is sent.</summary>
/// <param name="Subject">Whose session; turned into the client's <c>sub</c> when it is sent.</param>
/// <param name="Sid">The session's name towards the client.</param>
/// <param name="EndedAt">UTC.</param>
public sealed record LogoutNotice(SubjectId Subject, string Sid, DateTimeOffset EndedAt)
{
    /// <summary>Kind of these messages in the outbox.</summary>
    public const string Kind = "backchannel_logout";

    /// <summary>As it stands in the outbox.</summary>
    public byte[] ToBytes() =>
        JsonSerializer.SerializeToUtf8Bytes(new StoredLogoutNotice(Subject.Value, Sid, EndedAt.ToUnixTimeMilliseconds()), LogoutNoticeJson.Default.StoredLogoutNotice);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidOperationException">Anything else.</exception>
    public static LogoutNotice From(ReadOnlyMemory<byte> payload) => JsonSerializer.Deserialize(payload.Span, LogoutNoticeJson.Default.StoredLogoutNotice) is { } stored
        ? new LogoutNotice(new SubjectId(stored.Subject), stored.Sid, DateTimeOffset.FromUnixTimeMilliseconds(stored.At))
        : throw new InvalidOperationException("A logout notice without content was queued.");
}

internal sealed record StoredLogoutNotice(string Subject, string Sid, long At);

[JsonSerializable(typeof(StoredLogoutNotice))]
internal sealed partial class LogoutNoticeJson : JsonSerializerContext;
