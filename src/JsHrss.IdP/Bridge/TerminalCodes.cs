using System.Collections.Immutable;
using JsHrss.Accounts.QrSignIn;
using JsHrss.IdP.Clients;
using JsHrss.IdP.Web;
using JsHrss.OpenId;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Bridge;

/// <summary>Codes of terminals as a phone reads them: from their QR code, or typed by its holder.</summary>
internal sealed class TerminalCodes(IDeviceApprovals approvals, IUserCodeAttempts attempts, KnownPlaces places, ItemDetails items, IStringLocalizer<Resources.Qr> words, IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    private readonly string _scanned = $"{options.Value.Issuer}{options.Value.DeviceVerificationPath}?user_code=";

    /// <summary>The code in our own <c>verification_uri_complete</c>, or typed; null: neither, and another site's address above all.</summary>
    /// <param name="text">As scanned or typed; may be hostile.</param>
    public UserCode? Read(string? text) => text is null ? null : UserCode.Read(text.StartsWith(_scanned, StringComparison.Ordinal) ? text[_scanned.Length..] : text);

    /// <summary>The terminal that waits with this code; null: none, whyever (case QR-07). A wrong entry counts for its phone and network, like one at the page for its browser and network: a phone of whoever knows the password uses up none of its owner's.</summary>
    public async ValueTask<EnteredTerminal> EnterAsync(UserCode code, AppHolder holder, HttpContext http, CancellationToken ct)
    {
        var entry = new UserCodeEntry($"app {holder.Thumbprint}", http.Connection.RemoteIpAddress, clock.GetUtcNow());
        if (await attempts.TakeAsync(entry, ct) is { } wait)
            return new EnteredTerminal(null, wait);
        if (await approvals.FindAsync(code, ct) is not { } request)
            return new EnteredTerminal(null, null);
        await attempts.ReturnAsync(entry, ct);
        return new EnteredTerminal(request, null);
    }

    /// <summary>The terminal of a ticket; null: its code is decided or over.</summary>
    public async ValueTask<AuthorizationRequest?> FindAsync(QrTicket ticket, CancellationToken ct) =>
        UserCode.Read(ShownDevice.CodeOf(ticket)) is { } code ? await approvals.FindAsync(code, ct) : null;

    /// <summary>What the phone tells; it is signed and kept as it was shown.</summary>
    public ShownDevice Shown(AuthorizationRequest request)
    {
        var device = request.Device!;
        var names = NamesOf(request);
        return new ShownDevice(
            words["Site"], request.Client.Name, request.Client.HostMembers.GetValueOrDefault(HostMember.OperatorName), device.UserCode.Shown,
            places.NameOf(device.Address), KnownPlaces.Masked(device.Address), device.AskedAt, GetsOf(request, names))
        {
            Items = names,
        };
    }

    /// <summary>What the terminal is told. Business items asked for one by one are named beside it; all of them are told of as such.</summary>
    private static ImmutableArray<string> GetsOf(AuthorizationRequest request, ImmutableArray<string> names) =>
        request.AuthorizationDetails is null || !names.IsEmpty ? ConsentDesk.CodesOf(request) : [.. ConsentDesk.CodesOf(request).Append(House.ItemsScope).Distinct()];

    /// <summary>As on the consent page: with scope <c>items</c> the whole list is asked for, and named as that.</summary>
    private ImmutableArray<string> NamesOf(AuthorizationRequest request) =>
        request.AuthorizationDetails is { } asked && !request.Scopes.Contains(House.ItemsScope) && items.Listed(asked) is { } listed ? [.. listed.Select(one => one.Item.Name)] : [];
}

/// <summary>What an entry met.</summary>
/// <param name="Request">What the terminal asks; null: no terminal waits with it.</param>
/// <param name="Wait">Too many wrong entries: how long to wait; null: it was compared.</param>
internal readonly record struct EnteredTerminal(AuthorizationRequest? Request, TimeSpan? Wait);
