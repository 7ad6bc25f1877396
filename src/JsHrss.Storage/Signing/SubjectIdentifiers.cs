using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using SessionId = JsHrss.OpenId.Ports.SessionId;

namespace JsHrss.Storage.Signing;

/// <summary>
/// Names towards clients (OpenID Connect Core §8). A public subject is the person's own; a pairwise one, and every <c>sid</c>, is derived with a key,
/// so that two clients cannot tell whether they speak of the same person or browser.
/// </summary>
internal sealed class SubjectIdentifiers(IKeyVault vault) : ISubjectIdentifiers
{
    public string Subject(SubjectId subject, Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SectorIdentifier is null ? subject.Value : new PersonId(Derive("sub", client.SectorIdentifier, subject.Value)).ToString();
    }

    public string Session(SessionId session, ClientId client, ContextId context) =>
        new JsHrss.Accounts.Identifiers.SessionId(Derive("sid", session.ToString(), client.Value, context.Value)).ToString();

    private Guid Derive(params ReadOnlySpan<string> parts)
    {
        // Zero bytes cannot stand in any part, so no two lists read alike.
        var message = Encoding.UTF8.GetBytes(string.Join('\0', parts!));
        Span<byte> mac = stackalloc byte[32];
        vault.Mac(KeyLabel.Pairwise, vault.VersionOf(KeyLabel.Pairwise), message, mac);
        return new Guid(mac[..16], bigEndian: true);
    }
}
