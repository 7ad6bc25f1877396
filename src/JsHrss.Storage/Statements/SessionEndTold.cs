using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Tells this node of an end, after the commit: cached states are forgotten (case RT-17), and messages leave at once.</summary>
internal sealed class SessionEndTold(StateCache states, OutboxBell bell)
{
    public void Of(SessionEndDone? done)
    {
        foreach (var key in done?.Ended ?? [])
            states.Forget(key);
        if (done is { Queued: true })
            bell.Ring();
    }
}
