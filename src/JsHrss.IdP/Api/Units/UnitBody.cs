using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using JsHrss.IdP.Bridge;
using Microsoft.Net.Http.Headers;

namespace JsHrss.IdP.Api.Units;

/// <summary>Reads bodies and preconditions. A member that this body does not have is refused by name and never passed over: nobody gives himself a role, a level, days or a unit along with something else (case UN-11).</summary>
internal static class UnitBody
{
    /// <summary>Bytes of a body without a list of items.</summary>
    public const int Short = 8 * 1024;

    /// <summary>Bytes of one with items: five thousand codes.</summary>
    public const int Long = 256 * 1024;

    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Said beside the type that is meant: routing would answer 415 to others by itself, before anybody looked at the token.</summary>
    public const string AnyType = "*/*";

    private const int MostTold = 20;
    private const int LongestTold = 64;

    /// <summary>The body, or why not.</summary>
    /// <typeparam name="T">What is expected; its members are those that may be sent.</typeparam>
    public static async ValueTask<(T? Body, UnitAnswer? Refusal)> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken ct, int longest = Short)
        where T : class
    {
        var (members, refusal) = await MembersAsync(http, longest, ct);
        if (members is null)
            return (null, refusal);
        if (Others(members, [.. type.Properties.Select(one => one.Name)]) is { IsEmpty: false } others)
            return (null, Refused(others));
        try
        {
            return (members.Deserialize(type), null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            var place = wrong is JsonException { Path: { Length: > 1 and <= LongestTold } path } ? $" See {path}." : "";
            return (null, UnitAnswer.Refused(StatusCodes.Status400BadRequest, UnitCodes.Malformed, $"A member is not of the form that is expected here.{place}"));
        }
    }

    /// <summary>A merge patch (RFC 7396): texts, and null for what is to be taken out.</summary>
    /// <param name="http">The request.</param>
    /// <param name="editable">Members that may be set.</param>
    /// <param name="shown">Members that are shown and not set (R148).</param>
    /// <param name="ct">Cancels.</param>
    public static async ValueTask<(ImmutableDictionary<string, string?>? Patch, UnitAnswer? Refusal)> PatchAsync(HttpContext http, ImmutableArray<string> editable, ImmutableArray<string> shown, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var sent) || !sent.MediaType.Equals(MergePatch, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers["Accept-Patch"] = MergePatch; // RFC 5789 §3.1
            return (null, UnitAnswer.Refused(StatusCodes.Status415UnsupportedMediaType, UnitCodes.Malformed, $"Content-Type must be {MergePatch}."));
        }

        var (members, refusal) = await MembersAsync(http, Short, ct);
        if (members is null)
            return (null, refusal);
        if (Others(members, [.. editable, .. shown]) is { IsEmpty: false } others)
            return (null, Refused(others));
        if (shown.Where(members.ContainsKey).ToImmutableArray() is { IsEmpty: false } facts)
            return (null, UnitAnswer.Refused(StatusCodes.Status422UnprocessableEntity, UnitCodes.ReadOnly, "Facts of the register are changed there, or at the counter.", facts));
        var patch = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            if (!IsText(value, out var text))
                return (null, UnitAnswer.Refused(StatusCodes.Status400BadRequest, UnitCodes.Malformed, "A text, or null, is expected here.", name));
            patch[name] = text;
        }

        return (patch.ToImmutable(), null);
    }

    /// <summary>The version that <c>If-Match</c> names. Null: it names none ("*" has seen nothing). A tag that we never gave is a version that never was. One below zero was written past the house: it is named so that it can be ended.</summary>
    public static int? VersionOf(HttpRequest request) =>
        !EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var tags) || tags is not [{ IsWeak: false } one] || one.Equals(EntityTagHeaderValue.Any) ? null
        : int.TryParse(one.Tag.AsSpan().Trim('"'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var version) ? version
        : int.MinValue;

    public static UnitAnswer NothingSeen() => UnitAnswer.Refused(StatusCodes.Status428PreconditionRequired, UnitCodes.IfMatchRequired, "Read it, and send its ETag as If-Match.");

    private static async ValueTask<(JsonObject? Members, UnitAnswer? Refusal)> MembersAsync(HttpContext http, int longest, CancellationToken ct)
    {
        try
        {
            var (members, status, fault) = await RequestBody.ReadAsync(http, longest, UnitJson.Default.JsonObject, ct);
            // An object looks at its names when it is first asked, and not before.
            return members is { Count: >= 0 } ? (members, null) : (null, UnitAnswer.Refused(status, UnitCodes.Malformed, fault));
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            return (null, UnitAnswer.Refused(StatusCodes.Status400BadRequest, UnitCodes.Malformed, "A name in the body is no text, or stands there twice."));
        }
    }

    // Half a character, written as an escape, is well-formed JSON and no text (RFC 8259 §8.2).
    private static bool IsText(JsonNode? value, out string? text)
    {
        text = null;
        if (value is null)
            return true;
        if (value.GetValueKind() != JsonValueKind.String)
            return false;
        try
        {
            text = value.GetValue<string>();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static ImmutableArray<string> Others(JsonObject members, ImmutableArray<string> known) =>
        [.. members.Select(one => one.Key).Where(name => !known.Contains(name)).Take(MostTold).Select(Told)];

    private static UnitAnswer Refused(ImmutableArray<string> others) =>
        UnitAnswer.Refused(StatusCodes.Status422UnprocessableEntity, UnitCodes.MemberRefused, "The body has members that are none here; nothing was done.", others);

    // What somebody else wrote goes into an answer and an audit fact: short, and without what could break a line.
    private static string Told(string name) => string.Concat(name.Take(LongestTold).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '?'));
}
