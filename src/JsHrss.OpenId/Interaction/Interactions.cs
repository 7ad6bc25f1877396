using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Interaction;

/// <summary>The pages' side of an interaction; every answer leads back through the same gate and checks.</summary>
internal sealed class Interactions(
    WaitingRoom waitingRoom, RequestGate gate, AuthorizationFlow flow, ILedger ledger, TimeProvider clock)
    : IInteractions
{
    public async ValueTask<PendingInteraction?> FindAsync(HttpContext browser, string? handle, CancellationToken ct)
    {
        if (await waitingRoom.FindAsync(browser, handle, ct).ConfigureAwait(false) is not { IsBound: true } waiting)
            return null;
        if (await gate.PassAsync(waiting.Raw, ct).ConfigureAwait(false) is not Reading.Trusted(var request, _))
            return null;
        var (need, state) = await flow.DecideAsync(browser, request, waiting, ct).ConfigureAwait(false);
        return new PendingInteraction(waiting.Text, request, waiting.StartedAt, state.Answers, need, state.Context) { Subject = state.Session?.Subject };
    }

    public async ValueTask<string> AnswerAsync(PendingInteraction pending, string prompt, string? value, CancellationToken ct)
    {
        await ledger.ApplyAsync([new Change.Answer(HandleOf(pending), prompt, new PromptAnswer(clock.GetUtcNow(), value))], ct).ConfigureAwait(false);
        return ResumeUrl(pending);
    }

    public async ValueTask<string> ConsentAsync(PendingInteraction pending, Consent consent, CancellationToken ct)
    {
        var answer = new PromptAnswer(clock.GetUtcNow(), Answered.ConsentOf(consent.Subject, consent.Context));
        await ledger.ApplyAsync(
            [
                new Change.Answer(HandleOf(pending), Answered.Consent, answer),
                new Change.Consented(consent),
                new Change.Fact("consent.given", "ok", null, null, consent.Subject, consent.Context, consent.Client, null),
            ],
            ct).ConfigureAwait(false);
        return ResumeUrl(pending);
    }

    public ValueTask<string> ApproveDeviceAsync(PendingInteraction pending, CancellationToken ct) =>
        pending is { Request.Device: not null, Context: { } context, Subject: { } subject }
            ? AnswerAsync(pending, Answered.Device, Answered.ConsentOf(subject, context), ct)
            : throw new ArgumentException("No device is to be approved, or not by somebody in a settled context.", nameof(pending));

    public string ResumeUrl(PendingInteraction pending) => WaitingRoom.ResumeUrl(pending.Handle);

    public ValueTask<string> RefuseAsync(PendingInteraction pending, ProtocolError error, CancellationToken ct) =>
        AnswerAsync(pending, Answered.Refused, Refusal.From(error, pending.Context).ToText(), ct);

    private static Handle HandleOf(PendingInteraction pending) =>
        Handle.Read(Keepsake.Interaction, pending.Handle) ?? throw new ArgumentException("This interaction was not found by FindAsync.", nameof(pending));
}
