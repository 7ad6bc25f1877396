using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Issuing;

/// <summary>How the subject and session of a grant are named in everything its client sees; the same names everywhere.</summary>
internal sealed class SubjectNames(ISubjectIdentifiers identifiers)
{
    /// <summary>Where the host knows no contexts, sessions are named with this one.</summary>
    public static ContextId ContextOf(Grant grant) => grant.Entitlement.Context ?? new ContextId("");

    /// <summary><c>sub</c> (Core §8).</summary>
    public string Sub(Grant grant, Client client) => grant.Entitlement.Subject is { } subject
        ? identifiers.Subject(subject, client)
        : throw new InvalidOperationException("A grant without subject has no sub.");

    /// <summary><c>sid</c>; null where the grant was given without a session.</summary>
    public string? Sid(Grant grant, Client client) =>
        grant.Entitlement.Session is { } session ? identifiers.Session(session, client.Id, ContextOf(grant)) : null;
}
