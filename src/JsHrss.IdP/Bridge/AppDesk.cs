using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Api;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Statements;

namespace JsHrss.IdP.Bridge;

/// <summary>Answers the app over the domain's use cases.</summary>
internal sealed class AppDesk(ScanTicket scan, ConfirmTicket confirm, DenyTicket deny, AppHolderView view, QrSite site, AppDevices devices)
{
    /// <summary>Opens this API and nothing else.</summary>
    public const string Scope = House.AppScope;

    /// <summary>Whether a sign-in to the app is its holder's own, and not one for a unit.</summary>
    public static bool IsHolders(ContextId? context) => context is not { } named || SessionContext.Read(named.Value) is { IsSelf: true };

    public async ValueTask<AppAnswer> ScanAsync(AccessTokenReading.Valid token, HttpContext http, string? text, CancellationToken ct)
    {
        var holder = Holder(token, http);
        var found = await devices.ScanAsync(text, holder, http, ct) ?? await scan.HandleAsync(site.CodeOf(text), holder, ct);
        return found.IsOk ? AppAnswer.Of(view.Of(found.Value, token)) : AppAnswer.Refused(StatusOf(found.Code!), found.Code!);
    }

    public async ValueTask<AppAnswer> WaitingAsync(AccessTokenReading.Valid token, HttpContext http, CancellationToken ct)
    {
        var holder = Holder(token, http);
        var (signIns, terminals) = (await scan.WaitingAsync(holder, ct), await devices.WaitingAsync(holder, ct));
        return AppAnswer.Of(signIns.Concat(terminals).Select(one => view.Of(one, token)).ToImmutableArray());
    }

    public async ValueTask<AppAnswer> FindAsync(AccessTokenReading.Valid token, HttpContext http, string id, CancellationToken ct)
    {
        var holder = Holder(token, http);
        return QrTicketId.Read(id) is { } ticket && (await scan.FindAsync(ticket, holder, ct) ?? await devices.FindAsync(ticket, holder, ct)) is { } found ? AppAnswer.Of(view.Of(found, token)) : Unknown();
    }

    public async ValueTask<AppAnswer> ConfirmAsync(AccessTokenReading.Valid token, HttpContext http, string id, ConfirmBody body, CancellationToken ct)
    {
        if (QrTicketId.Read(id) is not { } ticket)
            return Unknown();
        var holder = Holder(token, http);
        var refusal = await confirm.HandleAsync(new QrConfirmation(ticket, body.Context, body.Signature), holder, ct);
        return Answer(refusal?.Code == QrErrors.RequestUnknown ? await devices.ConfirmAsync(ticket, body, holder, ct) : refusal, view.RemedyOf(token));
    }

    public async ValueTask<AppAnswer> DenyAsync(AccessTokenReading.Valid token, HttpContext http, string id, bool isMine, CancellationToken ct)
    {
        if (QrTicketId.Read(id) is not { } ticket)
            return Unknown();
        var holder = Holder(token, http);
        var refusal = await deny.HandleAsync(ticket, isMine, holder, ct);
        return Answer(refusal?.Code == QrErrors.RequestUnknown ? await devices.DenyAsync(ticket, isMine, holder, ct) : refusal);
    }

    public async ValueTask<AppAnswer> KeyAsync(AccessTokenReading.Valid token, CancellationToken ct) => AppAnswer.Of(await view.KeyAsync(token, ct));

    internal static AppHolder Holder(AccessTokenReading.Valid token, HttpContext http) => new(
        AppHolderView.PersonOf(token), token.Grant!.Entitlement.Confirmation.Jkt!, HttpRequestOrigin.Of(http) with { Client = token.Client.Id.Value });

    private static AppAnswer Answer(QrRefusal? refusal, AppRemedy? remedy = null) =>
        refusal is null ? AppAnswer.Done : AppAnswer.Refused(StatusOf(refusal.Code), refusal.Code, refusal.Reason, remedy?.Of(refusal.Code));

    private static AppAnswer Unknown() => AppAnswer.Refused(StatusCodes.Status404NotFound, QrErrors.RequestUnknown);

    private static int StatusOf(string code) => code switch
    {
        QrErrors.Unknown or QrErrors.RequestUnknown => StatusCodes.Status404NotFound,
        QrErrors.Expired => StatusCodes.Status410Gone,
        QrErrors.Taken or QrErrors.RequestOver => StatusCodes.Status409Conflict,
        QrErrors.TooMany => StatusCodes.Status429TooManyRequests,
        QrErrors.KeyNotEnrolled or QrErrors.LevelTooLow or QrErrors.ContextRefused or QrErrors.PageNeeded => StatusCodes.Status403Forbidden,
        RepresentativeErrors.RegisterUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}

/// <summary>The holder's things as the app reads them.</summary>
internal sealed class AppHolderView(IAppKeyStore keys, TimeProvider clock)
{
    public static PersonId PersonOf(AccessTokenReading.Valid token) =>
        PersonId.Read(token.Grant?.Entitlement.Subject?.Value) ?? throw new InvalidOperationException("A token of the app is about nobody.");

    public AppRequest Of(QrRequest request, AccessTokenReading.Valid token)
    {
        var (ticket, now) = (request.Ticket, clock.GetUtcNow());
        var state = ticket.StateAt(now);
        var shown = JsonNode.Parse(ticket.ShownText)!.AsObject();
        shown.Remove("request");
        // Two digits, or the code on a terminal's screen: whatever both screens show.
        var pairing = shown["pairing"]!.GetValue<string>();
        shown.Remove("pairing");
        return new AppRequest
        {
            Id = ticket.Id.ToString(),
            Kind = ticket.Place.Tab == QrTab.Device ? "device" : "sign_in",
            State = state switch
            {
                QrTicketState.Scanned => "scanned",
                QrTicketState.Confirmed => "confirmed",
                QrTicketState.Denied => "denied",
                QrTicketState.Expired => "expired",
                _ => "over",
            },
            ExpiresIn = state is QrTicketState.Scanned or QrTicketState.Confirmed ? (int)Math.Ceiling((ticket.EndsAt - now).TotalSeconds) : 0,
            Pairing = pairing,
            Shown = shown,
            ShownText = ticket.ShownText,
            Contexts = [.. request.Contexts.Select(one => Of(one, token)), .. request.Represented.Select(one => Of(one, token))],
            Register = request.IsRegisterSilent ? "unavailable" : null,
        };
    }

    public async ValueTask<AppKeyState> KeyAsync(AccessTokenReading.Valid token, CancellationToken ct)
    {
        var thumbprint = token.Grant!.Entitlement.Confirmation.Jkt!;
        var isEnrolled = await keys.FindAsync(PersonOf(token), thumbprint, ct) is not null;
        return new AppKeyState(thumbprint, isEnrolled, isEnrolled ? null : RemedyOf(token).Of(QrErrors.KeyNotEnrolled));
    }

    /// <summary>The person as read with the token, a moment ago.</summary>
    public static PersonStanding StandingOf(AccessTokenReading.Valid token) =>
        (token.Standing as HouseStanding)?.Value?.Person ?? throw new InvalidOperationException("A token of the app is about nobody.");

    public AppRemedy RemedyOf(AccessTokenReading.Valid token) => new(StandingOf(token).LevelAt(clock.GetUtcNow()));

    private OfferedToApp Of(OfferedContext one, AccessTokenReading.Valid token) => new()
    {
        Context = one.Context.ToString(),
        Name = one.Unit is { } unit ? NameOf(unit) : (token.Standing as HouseStanding)?.Value?.Person.Profile.Value.Name.ToString() ?? "",
        UnitNumber = one.Unit?.Institution?.Number.Value ?? one.Unit?.UnitNumber.Value,
        Role = one.Unit?.Role.Word(),
        Ends = one.Unit?.Role == UnitRole.LegalRepresentative ? null : one.Unit?.Mandate?.Validity.End,
        Refused = one.Refused,
        Remedy = RemedyOf(token).Of(one.Refused),
    };

    private OfferedToApp Of(OfferedUnit one, AccessTokenReading.Valid token) => new()
    {
        Context = one.Unit.Id.ToString(),
        Name = one.Unit.Name,
        UnitNumber = one.Unit.Number.Value,
        Role = UnitRole.LegalRepresentative.Word(),
        Refused = one.Refused,
        Remedy = RemedyOf(token).Of(one.Refused),
        ByRegister = true,
    };

    public static string NameOf(UnitStanding unit) => unit.Institution is { } institution ? $"{unit.UnitName}（{institution.Name}）" : unit.UnitName;
}
