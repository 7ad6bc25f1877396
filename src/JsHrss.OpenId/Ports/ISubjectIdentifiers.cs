namespace JsHrss.OpenId.Ports;

/// <summary>How subjects and sessions are named towards clients.</summary>
public interface ISubjectIdentifiers
{
    /// <summary><c>sub</c> for this client (Core §8): the same for ever; at most 255 ASCII characters.</summary>
    string Subject(SubjectId subject, Client client);

    /// <summary><c>sid</c>: one per session, client and context, so that pairwise clients cannot join on it.</summary>
    string Session(SessionId session, ClientId client, ContextId context);
}
