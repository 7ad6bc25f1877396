using JsHrss.Storage.Lanes.PostgreSql;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Tells of an end, after the commit: this node forgets cached states (case RT-17), the others hear of it, and messages leave at once.</summary>
internal sealed class SessionEndTold(StateCache states, EndNews news, OutboxBell bell)
{
    public void Of(SessionEndDone? done)
    {
        foreach (var key in done?.Ended ?? [])
        {
            states.Forget(key);
            news.Tell(key);
        }

        if (done is { Queued: true })
            bell.Ring();
    }
}
