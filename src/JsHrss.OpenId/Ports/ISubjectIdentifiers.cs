namespace JsHrss.OpenId.Ports;

/// <summary>How subjects and sessions are named towards clients.</summary>
public interface ISubjectIdentifiers
{
    /// <summary><c>sub</c> for this client (Core §8): the same for ever; at most 255 ASCII characters.</summary>
    string Subject(SubjectId subject, Client client);

    /// <summary>Whom this client would call so: <see cref="Subject"/> turned round. A name of another sector is anybody's or nobody's here, never its owner's.</summary>
    /// <param name="sub">As the client wrote it.</param>
    /// <param name="client">Whose name it is.</param>
    /// <returns>Null: no name of ours. Otherwise a subject that may not exist.</returns>
    SubjectId? Find(string sub, Client client);

    /// <summary><c>sid</c>: one per session, client and context, so that pairwise clients cannot join on it.</summary>
    string Session(SessionId session, ClientId client, ContextId context);
}
