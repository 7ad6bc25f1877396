using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Api;
using JsHrss.IdP.Limits;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>
/// 自助机 in the app: its holder is shown which terminal asks, approves it or refuses (RFC 8628 §3.3). The rules are the approval page's: a scan approves nothing (case QR-11), and of all who decide,
/// at pages and in apps, one is first.
/// </summary>
internal sealed class AppDevices(TerminalCodes codes, DeviceTickets tickets, TerminalContexts contexts, TerminalSessions sessions, IDeviceApprovals approvals, TimeProvider clock)
{
    /// <summary>Null: no code of a terminal.</summary>
    public async ValueTask<Result<QrRequest>?> ScanAsync(string? text, AppHolder holder, HttpContext http, CancellationToken ct)
    {
        if (codes.Read(text) is not { } code)
            return null;
        var entered = await codes.EnterAsync(code, holder, http, ct);
        if (entered.Wait is { } wait)
        {
            http.Response.Headers.RetryAfter = LoadLimits.RetryAfter(wait);
            return new Refusal(QrErrors.TooMany);
        }

        if (entered.Request is not { Device: { } device } request)
            return new Refusal(QrErrors.Unknown);
        var ticket = await tickets.ScanAsync(codes.Shown(request), request.Client.Id.Value, device.ExpiresAt, holder, ct);
        return ticket.IsOk ? new QrRequest(ticket.Value, (await contexts.OfAsync(request, holder, ct)).Lines) : new Refusal(ticket.Code!);
    }

    public async ValueTask<ImmutableArray<QrRequest>> WaitingAsync(AppHolder holder, CancellationToken ct)
    {
        var waiting = ImmutableArray.CreateBuilder<QrRequest>();
        foreach (var ticket in await tickets.WaitingAsync(holder, ct))
        {
            // What a page or another phone decided waits for nobody any more.
            if (await codes.FindAsync(ticket, ct) is { } request)
                waiting.Add(new QrRequest(ticket, (await contexts.OfAsync(request, holder, ct)).Lines));
        }

        return waiting.ToImmutable();
    }

    /// <summary>Null: no terminal of theirs.</summary>
    public async ValueTask<QrRequest?> FindAsync(QrTicketId id, AppHolder holder, CancellationToken ct)
    {
        if (await tickets.FindAsync(id, holder, ct) is not { } ticket)
            return null;
        if (ticket.StateAt(clock.GetUtcNow()) != QrTicketState.Scanned)
            return new QrRequest(ticket, []);
        return await codes.FindAsync(ticket, ct) is { } request
            ? new QrRequest(ticket, (await contexts.OfAsync(request, holder, ct)).Lines)
            : new QrRequest(ticket with { State = QrTicketState.Replaced }, []);
    }

    /// <summary>Approves; null when done. <see cref="QrErrors.RequestUnknown"/>: no terminal of theirs.</summary>
    public async ValueTask<QrRefusal?> ConfirmAsync(QrTicketId id, ConfirmBody body, AppHolder holder, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await tickets.FindAsync(id, holder, ct) is not { } ticket)
            return new QrRefusal(QrErrors.RequestUnknown);
        if (ticket.StateAt(now) != QrTicketState.Scanned || await codes.FindAsync(ticket, ct) is not { } request)
            return new QrRefusal(QrErrors.RequestOver);
        var (lines, key) = await contexts.OfAsync(request, holder, ct);
        if (SessionContext.Read(body.Context) is not { } chosen || lines.FirstOrDefault(one => one.Context == chosen) is not { } offered)
            return new QrRefusal(QrErrors.ContextRefused, AuthorityReasons.NoMembership);
        if (offered.Refused is { } reason)
            return QrRefusal.OfContext(reason);
        if (!ApprovalJws.IsOf(body.Signature, new Approval(ticket.Id.ToString(), ticket.ShownText, chosen.ToString(), holder.Thumbprint), now))
        {
            await tickets.MisSignedAsync(ticket, offered, holder, ct);
            return new QrRefusal(QrErrors.SignatureInvalid);
        }

        if (await sessions.OpenAsync(holder, key?.Id, request, now, ct) is not { } session)
            return new QrRefusal(QrErrors.RequestOver);
        DeviceDecision? decision = null;
        try
        {
            var answers = ImmutableDictionary<string, PromptAnswer>.Empty.Add("context", new PromptAnswer(now, chosen.ToString()));
            // Beside the grant in one transaction: what the key signed, and the text it signed.
            var evidence = ImmutableDictionary<string, string>.Empty.Add("shown", ticket.ShownText).Add("approval", body.Signature!).Add("jkt", holder.Thumbprint);
            decision = await approvals.ApproveAsync(request, session, answers, evidence, ct);
        }
        finally
        {
            if (decision is not DeviceDecision.Approved)
                await sessions.UndoAsync(session, holder, CancellationToken.None);
        }

        if (decision is not DeviceDecision.Approved)
            return decision is DeviceDecision.Missing missing ? RefusalOf(missing.Need, key) : new QrRefusal(QrErrors.RequestOver);
        await tickets.ConfirmedAsync(ticket, offered, key?.Id, holder, ct);
        return null;
    }

    /// <summary>Refuses; null when done. <see cref="QrErrors.RequestUnknown"/>: no terminal of theirs.</summary>
    public async ValueTask<QrRefusal?> DenyAsync(QrTicketId id, bool isMine, AppHolder holder, CancellationToken ct)
    {
        if (await tickets.FindAsync(id, holder, ct) is not { } ticket)
            return new QrRefusal(QrErrors.RequestUnknown);
        if (ticket.StateAt(clock.GetUtcNow()) != QrTicketState.Scanned
            || await codes.FindAsync(ticket, ct) is not { } request
            || await approvals.DenyAsync(request, new SubjectId(holder.Person.ToString()), ct) is not DeviceDecision.Denied)
            return new QrRefusal(QrErrors.RequestOver);
        await tickets.DeniedAsync(ticket, isMine, holder, ct);
        return null;
    }

    /// <summary>What an authorization would have asked on a page, in the app's words.</summary>
    private static QrRefusal RefusalOf(InteractionNeed need, AppKey? key) => need switch
    {
        { Page: "not-served", Reason: "min_acr" } => new QrRefusal(QrErrors.LevelTooLow),
        { Page: "not-served" } => QrRefusal.OfContext(need.Reason),
        { Page: "sign-in" } when key is null => new QrRefusal(QrErrors.KeyNotEnrolled),
        { NoPageHelps: true } => new QrRefusal(QrErrors.LevelTooLow),
        _ => new QrRefusal(QrErrors.PageNeeded),
    };
}
