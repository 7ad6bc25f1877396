namespace JsHrss.OpenId.Protocol;

/// <summary>One rule over a request that has earned a certain trust.</summary>
/// <typeparam name="T">What it looks at.</typeparam>
public interface IRule<in T>
{
    /// <summary>The section it obeys.</summary>
    SpecRef Law { get; }

    /// <summary>The breach, or null when the request obeys.</summary>
    ValueTask<ProtocolError?> BreachAsync(T request, CancellationToken ct);
}
