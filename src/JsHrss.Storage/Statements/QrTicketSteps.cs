using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;

namespace JsHrss.Storage.Statements;

/// <summary>Who on this node hears of codes' steps, from wherever they are told.</summary>
internal sealed class QrTicketSteps : IQrTicketNews
{
    private const char Mark = 'q';

    private ImmutableArray<Listener> listeners = [];

    /// <summary>Whether anybody on this node waits.</summary>
    public bool IsNeeded
    {
        get
        {
            foreach (var one in listeners)
            {
                if (one.IsNeeded())
                    return true;
            }

            return false;
        }
    }

    public IDisposable Listen(Action<QrTicketStep> heard, Func<bool> isNeeded)
    {
        var listener = new Listener(this, heard, isNeeded);
        ImmutableInterlocked.Update(ref listeners, (all, one) => all.Add(one), listener);
        return listener;
    }

    /// <summary>A step made or found on this node.</summary>
    public void Tell(QrTicketStep step)
    {
        foreach (var one in listeners)
            one.Heard(step);
    }

    /// <summary>A word of another node; anything else is passed over.</summary>
    public void Hear(ReadOnlySpan<char> word)
    {
        Span<Range> parts = stackalloc Range[5];
        if (word.Split(parts, '.') != 4 || word[parts[0]] is not [Mark])
            return;
        if (int.TryParse(word[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var state) && Enum.IsDefined((QrTicketState)state)
            && long.TryParse(word[parts[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var endsAt) && endsAt <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && Guid.TryParseExact(word[parts[3]], "N", out var key))
        {
            Tell(new QrTicketStep(new QrTicketId(key), (QrTicketState)state, DateTimeOffset.FromUnixTimeMilliseconds(endsAt)));
        }
    }

    /// <summary>How a step is told to other nodes.</summary>
    public static string WordOf(QrTicketStep step) =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark}.{(int)step.State}.{step.EndsAt.ToUnixTimeMilliseconds()}.{step.Ticket.Value:N}");

    private sealed record Listener(QrTicketSteps Steps, Action<QrTicketStep> Heard, Func<bool> IsNeeded) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref Steps.listeners, (all, one) => all.Remove(one), this);
    }
}
