using System.Collections.Immutable;
using JsHrss.IdP.Web;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Answers the pages from the scene.</summary>
internal sealed class SceneDesks(Scene scene) : ISignInDesk, IContextDesk, IConsentDesk, IChallengeDesk, IQrDesk, IInteractions, IPasskeyDesk, IMyPasskeys, IMyPhones, IStepUpDesk, IDeviceVerification, IFaceDesk, ICounterDesk, IAccountDesk
{
    private const string Question = """{"ticket":"t","options":{"challenge":"AAAAAAAAAAAAAAAAAAAAAA","rpId":"localhost","userVerification":"required","timeout":60000}}""";

    public ValueTask<SignInResult> SignInPersonAsync(HttpContext browser, PersonForm form, CancellationToken ct) => Told($"person {form.Account} {form.Password} {form.AccountKind}{form.Challenge}");

    public ValueTask<SignInResult> SignInUnitAsync(HttpContext browser, UnitForm form, CancellationToken ct) => Told($"unit {form.UnitCode} {form.Account} {form.Password} {form.UnitKind}{form.AccountKind}{form.Challenge}");

    public ValueTask<QrPanel> ShowAsync(HttpContext browser, QrSpot place, QrWish wish, CancellationToken ct)
    {
        scene.Told.Add($"code {wish} {(place.IsUnit ? "unit" : "person")}");
        return ValueTask.FromResult(scene.Panel);
    }

    public ValueTask<SignInResult?> RedeemAsync(HttpContext browser, QrSpot place, CancellationToken ct) => ValueTask.FromResult<SignInResult?>(null);

    public ValueTask<bool> IsNeededAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult(scene.IsChallenged);

    public ValueTask<string> AskInWordsAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult("三加五等于几？");

    public ValueTask<SignedInPerson?> CurrentAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult(scene.Person);

    public ValueTask<SignedInPerson?> GlimpseAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult(scene.Person);

    public ValueTask<ImmutableArray<ContextOption>> ChooserAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct) => ValueTask.FromResult(scene.Options);

    public ValueTask<ContextOption?> WantedAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct) => ValueTask.FromResult(scene.Wanted);

    public ValueTask<ImmutableArray<ContextOption>> NamedAsync(HttpContext browser, ImmutableArray<ContextId> contexts, CancellationToken ct) =>
        ValueTask.FromResult(scene.Options.Where(one => contexts.Contains(one.Context)).ToImmutableArray());

    public ValueTask<ConsentQuestion?> QuestionAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct) => ValueTask.FromResult(scene.Question);

    public ValueTask<Consent?> ConsentAsync(HttpContext browser, PendingInteraction pending, ImmutableArray<string> ticked, CancellationToken ct) =>
        ValueTask.FromResult<Consent?>(new(new("p"), pending.Request.Client.Id, new("self"), ticked, [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));

    public ValueTask<PendingInteraction?> FindAsync(HttpContext browser, string? handle, CancellationToken ct) =>
        scene.IsBroken ? throw new StoreUnavailableException("The scene is broken.") : ValueTask.FromResult(handle == Scene.Handle ? scene.Pending : null);

    public ValueTask<string> AnswerAsync(PendingInteraction pending, string prompt, string? value, CancellationToken ct) => Gone($"answer {prompt} {value}");

    public ValueTask<string> ConsentAsync(PendingInteraction pending, Consent consent, CancellationToken ct) => Gone($"consent {string.Join(' ', consent.Scopes)}");

    public ValueTask<string> ApproveDeviceAsync(PendingInteraction pending, CancellationToken ct) => Gone($"device {pending.Request.Device!.UserCode.Shown}");

    public ValueTask<EnteredCode> BeginAsync(HttpContext browser, string? entry, CancellationToken ct)
    {
        scene.Told.Add($"entered {entry}");
        return ValueTask.FromResult(scene.Entered);
    }

    public string ResumeUrl(PendingInteraction pending) => "/connect/authorize?resume=1";

    public ValueTask<string> RefuseAsync(PendingInteraction pending, ProtocolError error, CancellationToken ct) => Gone($"refuse {error.Code}", $"{pending.Request.RedirectUri}?error={error.Code}");

    public ValueTask<PasskeyOffer> OfferAsync(HttpContext browser, PendingInteraction? pending, CancellationToken ct) => ValueTask.FromResult(new PasskeyOffer(scene.HasPasskey));

    ValueTask<string> IPasskeyDesk.QuestionAsync(HttpContext browser, PendingInteraction? pending, CancellationToken ct) => ValueTask.FromResult(Question);

    public ValueTask<SignInResult> SignInAsync(HttpContext browser, PendingInteraction? pending, PasskeyAnswer answer, CancellationToken ct) => Told($"passkey {answer.Ticket} {answer.Credential}");

    public ValueTask<MyPasskeys?> ListAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult(scene.Passkeys);

    public ValueTask<string?> QuestionAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult<string?>(Question);

    public ValueTask<PasskeyChange?> EnrolAsync(HttpContext browser, PasskeyAnswer answer, string name, CancellationToken ct) => Changed($"enrol {name}");

    public ValueTask<PasskeyChange?> RenameAsync(HttpContext browser, string? id, string? name, CancellationToken ct) => Changed($"rename {id} {name}");

    public ValueTask<PasskeyChange?> RemoveAsync(HttpContext browser, string? id, CancellationToken ct) => Changed($"remove {id}");

    public ValueTask<PasskeyChange?> BindAsync(HttpContext browser, string? id, CancellationToken ct) => Changed($"bind {id}");

    ValueTask<ImmutableArray<MyPhone>?> IMyPhones.ListAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult<ImmutableArray<MyPhone>?>(scene.Passkeys is null ? null : scene.Phones);

    public ValueTask<PasskeyChange?> EndAsync(HttpContext browser, string? id, CancellationToken ct) => Changed($"end {id}");

    ValueTask<FaceOffer?> IFaceDesk.OfferAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult<FaceOffer?>(scene.Offer);

    public ValueTask<FaceBegun?> BeginAsync(HttpContext browser, string? channel, string? agreed, CancellationToken ct)
    {
        scene.Told.Add($"face {channel} {agreed}");
        return ValueTask.FromResult<FaceBegun?>(agreed is not null ? new FaceBegun("f_1", null) : new FaceBegun(null, "face_consent_missing"));
    }

    public ValueTask<FacePanel?> ShowAsync(HttpContext browser, string id, bool isUse, CancellationToken ct) => ValueTask.FromResult<FacePanel?>(scene.Face);

    public ValueTask<FaceTaken?> TakeAsync(HttpContext browser, string id, CancellationToken ct) => ValueTask.FromResult<FaceTaken?>(new(scene.Face.State == FacePanelState.Open ? "face_not_passed" : "face_over"));

    ValueTask<PrintedSlip?> ICounterDesk.CurrentAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult<PrintedSlip?>(scene.Slip);

    public ValueTask<PrintedSlip?> IssueAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult<PrintedSlip?>(scene.Slip);

    ValueTask<MyAccountShown?> IAccountDesk.ShowAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult(scene.Account);
    ValueTask<StepUpOffer?> IStepUpDesk.OfferAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct) => ValueTask.FromResult(scene.Person is null ? null : scene.StepUp);

    private ValueTask<PasskeyChange?> Changed(string what)
    {
        scene.Told.Add(what);
        return ValueTask.FromResult<PasskeyChange?>(new(null));
    }

    private ValueTask<SignInResult> Told(string what)
    {
        scene.Told.Add(what.Trim());
        return ValueTask.FromResult(scene.Result);
    }

    private ValueTask<string> Gone(string what, string url = "/connect/authorize?resume=1")
    {
        scene.Told.Add(what);
        return ValueTask.FromResult(url);
    }
}
