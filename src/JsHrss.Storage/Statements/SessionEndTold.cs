using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes.PostgreSql;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Tells of an end, after the commit: this node forgets cached states (case RT-17), waiting browsers and the other nodes hear of it, and messages leave at once.</summary>
internal sealed class SessionEndTold(StateCache states, EndNews news, QrTicketSteps tickets, OutboxBell bell)
{
    public void Of(SessionEndDone? done)
    {
        foreach (var key in done?.Ended ?? [])
        {
            states.Forget(key);
            news.Tell(key);
        }

        foreach (var step in done?.Tickets ?? [])
        {
            tickets.Tell(step);
            news.Tell(step);
        }

        if (done is { Queued: true })
            bell.Ring(LogoutNotice.Kind);
    }
}
