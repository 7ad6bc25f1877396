using System.Collections.Immutable;

namespace JsHrss.OpenId.Protocol;

/// <summary>A literal, ordered list of rules. A host may append (house rules can only tighten), never remove or reorder.</summary>
/// <typeparam name="T">What the rules look at.</typeparam>
/// <param name="Rules">In the order they are asked.</param>
public sealed record Rulebook<T>(ImmutableArray<IRule<T>> Rules)
{
    /// <summary>The first breach, or null.</summary>
    public async ValueTask<ProtocolError?> FirstBreachAsync(T request, CancellationToken ct)
    {
        foreach (var rule in Rules)
        {
            if (await rule.BreachAsync(request, ct).ConfigureAwait(false) is { } breach)
                return breach;
        }

        return null;
    }
}
