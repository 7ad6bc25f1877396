namespace JsHrss.OpenId.Ports;

/// <summary>Whether a grant may go over into another context without its person being asked. A closed union.</summary>
public abstract record ContextSwitch
{
    private ContextSwitch()
    {
    }

    /// <summary>The sign-in that the grant tells of opens this context too.</summary>
    /// <param name="Context">Which; the one the grant is in, where that was named.</param>
    /// <param name="Standing">What the house judges a grant in it by, as just read.</param>
    public sealed record To(ContextId Context, IStanding Standing) : ContextSwitch;

    /// <summary>The person may get there, but must be asked: more must be proven, or chosen. Told <c>interaction_required</c>.</summary>
    /// <param name="Reason">Stable code for the log.</param>
    public sealed record Ask(string Reason) : ContextSwitch;

    /// <summary>No context of this person is meant that could be served. Told <c>access_denied</c>, whether or not there is such a one.</summary>
    /// <param name="Reason">Stable code for the log.</param>
    public sealed record NoneServed(string Reason) : ContextSwitch;
}
