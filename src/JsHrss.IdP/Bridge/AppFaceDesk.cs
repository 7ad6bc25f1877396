using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Api;
using JsHrss.IdP.Hosting;
using JsHrss.OpenId.AccessTokens;

namespace JsHrss.IdP.Bridge;

/// <summary>Answers the app about face checks, over the domain's use cases.</summary>
internal sealed partial class AppFaceDesk(
    StartFaceCheck start, TakeFaceAssertion take, EnrolAppKey enrol, IUnitStore units, AppHolderView view, ServerOptions server, TimeProvider clock, ILogger<AppFaceDesk> log)
{
    private const string MembershipUnknown = "membership_unknown";

    /// <summary>The attempt that a scanned code names; null: it is no code of a face check.</summary>
    public FaceOrderNumber? CodeOf(string? text) => AppFaceCode.Read(server.Issuer, text);

    public static AppAnswer Notice(string? language)
    {
        var text = language == "en" ? FaceNotice.English : FaceNotice.Chinese;
        return AppAnswer.Of(new AppFaceNotice(
            FaceNotice.Document, FaceNotice.Version, Base64Url.EncodeToString(text.Digest.Span), text.Title, text.Lead, [.. text.Parts.Select(part => new AppNoticePart(part.Heading, part.Text))]));
    }

    public async ValueTask<AppAnswer> StartAsync(AccessTokenReading.Valid token, HttpContext http, FaceWishBody body, CancellationToken ct)
    {
        var holder = AppDesk.Holder(token, http);
        if (await FlowOf(body, holder.Person, holder.Thumbprint, ct) is not { } flow)
            return body.Membership is null ? AppAnswer.Malformed : AppAnswer.Refused(StatusCodes.Status404NotFound, MembershipUnknown);
        var wanted = new FaceCheckWanted(flow, await PersonAsync(holder.Person, ct), FaceChannels.App, ConsentOf(body.Consent)) { Device = holder.Thumbprint };
        var opened = await start.HandleAsync(wanted, holder.Origin, ct);
        return opened.IsOk ? AppAnswer.Of(Of(opened.Value.Check)) : Refused(opened.Code!, token);
    }

    public async ValueTask<AppAnswer> ScanAsync(AccessTokenReading.Valid token, HttpContext http, FaceOrderNumber order, CancellationToken ct)
    {
        var found = await take.ScanAsync(order, AppDesk.Holder(token, http), ct);
        return found.IsOk ? AppAnswer.Of(Of(found.Value)) : Refused(found.Code!, token);
    }

    public async ValueTask<AppAnswer> FindAsync(AccessTokenReading.Valid token, HttpContext http, string id, CancellationToken ct) =>
        FaceCheckId.Read(id) is { } check && await take.FindAsync(check, AppDesk.Holder(token, http), ct) is { } found ? AppAnswer.Of(Of(found)) : Refused(FaceErrors.Unknown, token);

    public async ValueTask<AppAnswer> ResultAsync(AccessTokenReading.Valid token, HttpContext http, string id, string? assertion, CancellationToken ct)
    {
        if (FaceCheckId.Read(id) is not { } check)
            return Refused(FaceErrors.Unknown, token);
        var taken = await take.HandleAsync(check, assertion, AppDesk.Holder(token, http), ct);
        if (taken.IsOk)
            return AppAnswer.Of(Of(taken.Value));
        if (taken.Code == FaceErrors.AssertionInvalid)
            NotTaken(check);
        return Refused(taken.Code!, token);
    }

    public async ValueTask<AppAnswer> EnrolAsync(AccessTokenReading.Valid token, HttpContext http, string? id, CancellationToken ct)
    {
        if (FaceCheckId.Read(id) is not { } check)
            return Refused(AppKeyErrors.EvidenceRefused, token);
        var holder = AppDesk.Holder(token, http);
        var enrolled = await enrol.HandleAsync(await PersonAsync(holder.Person, ct), holder.Thumbprint, check, holder.Origin, ct);
        return enrolled.IsOk ? AppAnswer.Of(new AppKeyState(holder.Thumbprint, IsEnrolled: true)) : Refused(enrolled.Code!, token);
    }

    /// <summary>Read anew: what is known with a token may be four seconds old, and the face that was checked a moment ago has raised the level.</summary>
    private async ValueTask<PersonStanding> PersonAsync(PersonId person, CancellationToken ct) =>
        (await units.MembershipsAsync(person, ct))?.Person ?? throw new InvalidOperationException("A token of the app is about nobody.");

    /// <summary>What it is for; null: nothing that a phone can ask for, or no membership of its holder.</summary>
    private async ValueTask<FaceFlow?> FlowOf(FaceWishBody body, PersonId person, string thumbprint, CancellationToken ct)
    {
        FacePurpose? purpose = body.Purpose switch
        {
            "app_key" when body.Membership is null => FacePurpose.AppKey,
            "confirm_membership" => FacePurpose.ConfirmMembership,
            "membership_password" => FacePurpose.MembershipPassword,
            _ => null,
        };
        if (purpose is FacePurpose.AppKey)
            return EnrolAppKey.FlowOf(thumbprint);
        return purpose is { } about && MembershipId.Read(body.Membership) is { } membership
            && await units.MembershipsAsync(person, ct) is { } own && own.Units.Any(unit => unit.Membership == membership)
            ? new FaceFlow(about, membership.ToString())
            : null;
    }

    private GivenConsent? ConsentOf(FaceConsentBody? body) =>
        body is { Document: { } document, Version: { } version, Digest: { Length: 43 } digest } && Base64Url.IsValid(digest) ? new GivenConsent(document, version, Base64Url.DecodeFromChars(digest), clock.GetUtcNow()) : null;

    private AppFaceCheck Of(FaceCheck check)
    {
        var now = clock.GetUtcNow();
        var state = check.StateAt(now);
        var shown = check.Prompt?.Shown is { } text ? JsonNode.Parse(text)!.AsObject() : null;
        var pairing = check.Prompt is { } prompt ? FaceShown.PairingOf(prompt) : null;
        shown?.Remove("pairing");
        return new AppFaceCheck
        {
            Id = check.Id.ToString(),
            State = state switch
            {
                FaceCheckState.Created => "open",
                FaceCheckState.Passed => "passed",
                FaceCheckState.Failed => "failed",
                FaceCheckState.Expired => "expired",
                _ => "over",
            },
            Purpose = check.Flow.Purpose switch
            {
                FacePurpose.StepUp => "step_up",
                FacePurpose.AppKey => "app_key",
                FacePurpose.ConfirmMembership => "confirm_membership",
                FacePurpose.MembershipPassword => "membership_password",
                _ => throw new InvalidOperationException($"The app has no word for {check.Flow.Purpose}."),
            },
            ExpiresIn = state is FaceCheckState.Created or FaceCheckState.Passed ? (int)Math.Ceiling((check.EndsAt - now).TotalSeconds) : 0,
            Nonce = state == FaceCheckState.Created ? check.Order.Value : null,
            Audience = server.Issuer,
            Name = check.Subject.Name.ToString(),
            Pairing = pairing,
            Shown = shown,
        };
    }

    private AppAnswer Refused(string code, AccessTokenReading.Valid token) => code switch
    {
        FaceErrors.Unknown => AppAnswer.Refused(StatusCodes.Status404NotFound, code),
        FaceErrors.Expired => AppAnswer.Refused(StatusCodes.Status410Gone, code),
        FaceErrors.Over or AppKeyErrors.KeyTaken or AppKeyErrors.EvidenceRefused => AppAnswer.Refused(StatusCodes.Status409Conflict, code),
        FaceErrors.TooMany => AppAnswer.Refused(StatusCodes.Status429TooManyRequests, code),
        FaceErrors.ChannelUnavailable => AppAnswer.Refused(StatusCodes.Status503ServiceUnavailable, code),
        FaceErrors.AssertionInvalid or FaceErrors.ConsentMissing or AppKeyErrors.NoKey => AppAnswer.Refused(StatusCodes.Status400BadRequest, code),
        PeopleErrors.LevelNeedsRealName => AppAnswer.Refused(StatusCodes.Status403Forbidden, AuthorityReasons.LevelTooLow, remedy: AppRemedy.RealName),
        _ => AppAnswer.Refused(StatusCodes.Status403Forbidden, code, remedy: view.RemedyOf(token).Of(code)),
    };

    [LoggerMessage(6011, LogLevel.Warning, "A phone delivered for face check {Check} what the app's face service did not sign for it")]
    private partial void NotTaken(FaceCheckId check);
}
