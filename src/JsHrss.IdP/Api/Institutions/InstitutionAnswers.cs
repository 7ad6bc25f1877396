using System.Buffers.Text;
using System.Globalization;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;

namespace JsHrss.IdP.Api.Institutions;

/// <summary>Answers to the officers' interface, and what the unit's has in common with it: statuses, details, cursors.</summary>
internal static class InstitutionAnswers
{
    public const int LongestBody = 4 * 1024;

    /// <summary>What <see cref="TryReadPart"/> takes.</summary>
    public static readonly string PartForm = $"limit must be from 1 to {ListInstitutions.Most}, cursor one that was given.";

    private const int Usual = 50;
    private const int KeyBytes = 16;

    /// <summary>What was done, with its version; or why not.</summary>
    public static IResult Of(HttpResponse response, InstitutionOutcome outcome, Func<Institution, InstitutionBody> tell, bool isNew = false)
    {
        switch (outcome)
        {
            case InstitutionOutcome.Done { Institution: var one }:
                response.Headers.ETag = TagOf(one.Version);
                return Results.Json(tell(one), InstitutionJson.Default.InstitutionBody, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            case InstitutionOutcome.Refused { Reason: var reason, Now: var now }:
                if (now is not null)
                    response.Headers.ETag = TagOf(now.Version);
                return SystemDoor.Problem(StatusOf(reason), reason, DetailOf(reason, now));
            default:
                throw new InvalidOperationException($"The domain gave {outcome.GetType().Name}, outside the closed union.");
        }
    }

    public static IResult Page(InstitutionListBody page) => Results.Json(page, InstitutionJson.Default.InstitutionListBody);

    public static IResult Shown(HttpResponse response, InstitutionBody one)
    {
        response.Headers.ETag = TagOf(one.Version);
        return Results.Json(one, InstitutionJson.Default.InstitutionBody);
    }

    public static IResult Unseen() => SystemDoor.Problem(StatusCodes.Status428PreconditionRequired, "if_match_required", "Read the institution, and send its version as If-Match.");

    /// <summary>Which part of a list is asked for. Bound as text: what is no number is the client's error, and gets our answer.</summary>
    public static bool TryReadPart(HttpRequest request, out InstitutionId? after, out int most)
    {
        (after, most) = (null, Usual);
        if (request.Query["limit"] is { Count: > 0 } limit && !(limit is [{ } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out most) && most is >= 1 and <= ListInstitutions.Most))
            return false;
        if (request.Query["cursor"] is not { Count: > 0 } cursor)
            return true;
        after = cursor is [{ } named] ? Read(named) : null;
        return after is not null;
    }

    public static IResult NoPart() => SystemDoor.Problem(StatusCodes.Status400BadRequest, "invalid_request", PartForm);

    public static string? CursorOf(InstitutionId? next) => next is { } id ? Base64Url.EncodeToString(id.Value.ToByteArray(bigEndian: true)) : null;

    private static InstitutionId? Read(string cursor)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 2];
        return cursor.Length == Base64Url.GetEncodedLength(KeyBytes) && Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var length) && length == KeyBytes
            ? new InstitutionId(new Guid(bytes[..KeyBytes], bigEndian: true))
            : null;
    }

    private static string TagOf(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The status that a refusal stands for.</summary>
    public static int StatusOf(string reason) => reason switch
    {
        InstitutionErrors.Unknown => StatusCodes.Status404NotFound,
        InstitutionErrors.NotPermitted => StatusCodes.Status403Forbidden,
        InstitutionErrors.Changed => StatusCodes.Status412PreconditionFailed,
        InstitutionErrors.NameTaken or InstitutionErrors.TooManyOpen or InstitutionErrors.WrongState or InstitutionErrors.UnitInactive => StatusCodes.Status409Conflict,
        InstitutionErrors.TooManyToday => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>What a program's author should know beside the code.</summary>
    public static string? DetailOf(string reason, Institution? now) => reason switch
    {
        InstitutionErrors.WrongState => $"It is {InstitutionTold.Word(now!.Status)}.",
        InstitutionErrors.Changed => "It is another one than If-Match names.",
        InstitutionErrors.TooManyOpen => $"At most {InstitutionLimits.OpenApplications} applications of a unit wait at a time.",
        InstitutionErrors.TooManyToday => $"At most {InstitutionLimits.ApplicationsADay} applications of a unit within 24 hours.",
        InstitutionErrors.OfficerMissing or InstitutionErrors.OfficerUnfit => "officer: the account name of the officer in your system, 1-64 ASCII letters, digits, dots, hyphens or underscores.",
        _ => null,
    };
}
