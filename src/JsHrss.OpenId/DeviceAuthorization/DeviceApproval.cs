using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>Approves or denies a device: one atomic list that opens the grant a device's code will be exchanged for. What decides is the same for a page and for an app.</summary>
internal sealed class DeviceApproval(
    WaitingDevices devices, InteractionPolicy policy, GrantFactory grants, ISubjectIdentifiers subjects, ILedger ledger, TimeProvider clock) : IDeviceApprovals
{
    public async ValueTask<AuthorizationRequest?> FindAsync(UserCode code, CancellationToken ct) =>
        (await devices.FindAsync(code, ct).ConfigureAwait(false))?.Request;

    public async ValueTask<DeviceDecision> ApproveAsync(
        AuthorizationRequest request, SignedIn session, ImmutableDictionary<string, PromptAnswer> answers, ImmutableDictionary<string, string>? evidence, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(session);
        var asked = request.Device ?? throw new ArgumentException("No device asks.", nameof(request));
        var (need, settled) = await policy.DecideAsync(new InteractionState(request, session, asked.AskedAt, answers, null, clock.GetUtcNow()), ct).ConfigureAwait(false);
        // The caller is the page: its person approved by calling. Everything asked before that must be answered.
        return need is not null && need.Page != Page.Device ? new DeviceDecision.Missing(need) : await ApproveAsync(settled, [], evidence, ct).ConfigureAwait(false);
    }

    public async ValueTask<DeviceDecision> DenyAsync(AuthorizationRequest request, SubjectId? subject, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await DenyAsync(request, "access_denied", subject, null, [], ct).ConfigureAwait(false);
    }

    /// <summary>Approves where everything is settled.</summary>
    /// <param name="state">Everything settled.</param>
    /// <param name="spending">What is used up with it, first in the list.</param>
    /// <param name="evidence">As in <see cref="IDeviceApprovals"/>.</param>
    /// <param name="ct">Cancels the write.</param>
    public async ValueTask<DeviceDecision> ApproveAsync(InteractionState state, ImmutableArray<Change> spending, ImmutableDictionary<string, string>? evidence, CancellationToken ct)
    {
        var (request, session, context) = (state.Request, state.Session!, state.Context!.Value);
        var (now, asked) = (clock.GetUtcNow(), request.Device!);
        var grant = grants.Create(request, session, context, state.Authentication!, now);
        ImmutableArray<Change> changes =
        [
            .. spending,
            new Change.Open(grant),
            new Change.DecideDevice(asked.Key, grant.Id),
            new Change.Join(session.Id, request.Client.Id, context, subjects.Session(session.Id, request.Client.Id, context), request.Client.BackchannelLogoutUri),
            new Change.Touch(session.Id, now),
            new Change.Fact("grant.opened", "ok", null, null, session.Subject, context, request.Client.Id, Detail(asked, evidence)),
        ];
        return await ledger.ApplyAsync(changes, ct).ConfigureAwait(false) switch
        {
            Outcome.Done => new DeviceDecision.Approved(grant.Id),
            Outcome.AlreadySpent or Outcome.Gone => new DeviceDecision.OverBefore(asked.ExpiresAt <= now),
            Outcome.GrantEnded => new DeviceDecision.SessionEnded(),
            var other => throw new InvalidOperationException($"An approved device was refused by the ledger: {other.GetType().Name}."),
        };
    }

    /// <summary>Denies: from its next poll on the device is told.</summary>
    public async ValueTask<DeviceDecision> DenyAsync(AuthorizationRequest request, string reason, SubjectId? subject, ContextId? context, ImmutableArray<Change> spending, CancellationToken ct)
    {
        var asked = request.Device ?? throw new ArgumentException("No device asks.", nameof(request));
        var fact = new Change.Fact("device.denied", "refused", reason, null, subject, context, request.Client.Id, Detail(asked, null));
        return await ledger.ApplyAsync([.. spending, new Change.DecideDevice(asked.Key, null), fact], ct).ConfigureAwait(false) is Outcome.Done
            ? new DeviceDecision.Denied()
            : new DeviceDecision.OverBefore(asked.ExpiresAt <= clock.GetUtcNow());
    }

    /// <summary>Which device, for whoever looks into it later; the address is why this part of a fact is sealed and erasable.</summary>
    private static JsonElement Detail(AskedDevice asked, ImmutableDictionary<string, string>? evidence) => JsonElement.Parse(JsonText.Write((asked, evidence), static (json, of) =>
    {
        json.WriteStartObject();
        json.WriteString("device"u8, of.asked.Key);
        json.WriteString("asked_from"u8, of.asked.Address);
        json.WriteString("asked_at"u8, of.asked.AskedAt);
        if (of.evidence is { } shown)
        {
            json.WriteStartObject("evidence"u8);
            foreach (var (name, text) in shown.OrderBy(one => one.Key, StringComparer.Ordinal))
                json.WriteString(name, text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }));
}
