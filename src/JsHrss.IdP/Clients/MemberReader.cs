using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace JsHrss.IdP.Clients;

/// <summary>Reads the members of one client object; collects every fault instead of stopping at the first. A member that nobody asked for is unknown.</summary>
/// <remarks>A member that is <c>null</c> counts as not stated. RFC 7591 §2 has a server ignore unknown members of strangers; a declared client is ours, and a misspelt member that is ignored is a hole.</remarks>
internal sealed class MemberReader(JsonElement members)
{
    private const int LongestText = 2000;
    private const int LongestList = 50;
    private const int WithoutOffset = 19;

    /// <summary>Registered names that somebody may well write, and why they are refused.</summary>
    private static readonly FrozenDictionary<string, string> Refused = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["tls_client_certificate_bound_access_tokens"] = "tokens bound to a certificate (RFC 8705) are not supported yet; leave it out",
        ["tls_client_auth_subject_dn"] = "authentication by certificate (RFC 8705) is not supported yet; use private_key_jwt",
        ["tls_client_auth_san_dns"] = "authentication by certificate (RFC 8705) is not supported yet; use private_key_jwt",
        ["request_uris"] = "request objects are never fetched; send them by value or push them (RFC 9126)",
        ["software_statement"] = "clients are declared by the operator; software statements are not read",
        ["userinfo_signed_response_alg"] = "userinfo answers JSON; signed answers are not supported",
        ["id_token_encrypted_response_alg"] = "encrypted ID tokens are not supported",
        ["id_token_encrypted_response_enc"] = "encrypted ID tokens are not supported",
        ["userinfo_encrypted_response_alg"] = "encrypted userinfo answers are not supported",
        ["userinfo_encrypted_response_enc"] = "encrypted userinfo answers are not supported",
        ["request_object_encryption_alg"] = "encrypted request objects are not supported",
        ["request_object_encryption_enc"] = "encrypted request objects are not supported",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<MemberFault> _faults = [];

    /// <summary>Every member of a wrong type, and after all others were read, every unknown one.</summary>
    public IEnumerable<MemberFault> Faults => _faults.Concat(members.EnumerateObject().Where(member => !_asked.Contains(member.Name)).Select(member => new MemberFault(member.Name, WhyRefused(member.Name))));

    public string? Text(string name) => Find(name) is { } value ? TextOf(name, value) : null;

    public bool? Flag(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        return Fault<bool?>(name, "must be true or false");
    }

    public int? Seconds(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var seconds) && seconds >= 0 ? seconds : Fault<int?>(name, "must be whole seconds, 0 or more");
    }

    public ImmutableArray<string>? Texts(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > LongestList)
            return Fault<ImmutableArray<string>?>(name, $"must be an array of at most {LongestList} texts");
        return [.. value.EnumerateArray().Select(entry => TextOf(name, entry)).OfType<string>()];
    }

    public JsonElement? Object(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Object ? value : Fault<JsonElement?>(name, "must be an object");
    }

    /// <summary>A moment with its offset from UTC (RFC 3339).</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && text.Length > WithoutOffset
            ? moment
            : Fault<DateTimeOffset?>(name, "must be a moment with its offset, for instance 2026-11-22T08:00:00+08:00");
    }

    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        return members.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private string? TextOf(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return Fault<string?>(name, "must be text");
        var text = value.GetString()!;
        return text.Length <= LongestText ? text : Fault<string?>(name, $"is longer than {LongestText} characters");
    }

    private T? Fault<T>(string name, string fault)
    {
        _faults.Add(new MemberFault(name, fault));
        return default;
    }

    private static string WhyRefused(string name) =>
        Refused.TryGetValue(name, out var why) ? why
        : name.Contains('#', StringComparison.Ordinal) ? "names with a language tag (RFC 7591 section 2.2) are not supported; write the Chinese name"
        : "is unknown here; docs/clients.md lists every member";
}
