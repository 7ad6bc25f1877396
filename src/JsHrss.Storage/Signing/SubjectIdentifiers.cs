using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Statements;
using SessionId = JsHrss.OpenId.Ports.SessionId;

namespace JsHrss.Storage.Signing;

/// <summary>
/// Names towards clients (OpenID Connect Core §8). A public subject is the person's own. A pairwise one is the person's key, enciphered under a key of the sector's own (§8.1 proposes
/// encryption among others), so that we, and we alone, can tell whom a client speaks of (docs/adr/0020). A <c>sid</c> is a keyed digest. Two clients cannot tell whether they speak
/// of the same person or browser.
/// </summary>
internal sealed class SubjectIdentifiers(IKeyVault vault) : ISubjectIdentifiers
{
    private const int KeyBytes = 16;

    public string Subject(SubjectId subject, Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.SectorIdentifier is not { } sector)
            return subject.Value;
        Span<byte> block = stackalloc byte[KeyBytes];
        subject.KeyOf().TryWriteBytes(block, bigEndian: true, out _);
        vault.Encipher(KeyLabel.Pairwise, Tweak(sector), block);
        return new PersonId(new Guid(block, bigEndian: true)).ToString();
    }

    public SubjectId? Find(string sub, Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (PersonId.Read(sub) is not { } named)
            return null;
        if (client.SectorIdentifier is not { } sector)
            return new SubjectId(named.ToString());
        Span<byte> block = stackalloc byte[KeyBytes];
        named.Value.TryWriteBytes(block, bigEndian: true, out _);
        vault.Decipher(KeyLabel.Pairwise, Tweak(sector), block);
        return PortIds.Subject(new Guid(block, bigEndian: true));
    }

    public string Session(SessionId session, ClientId client, ContextId context) =>
        new JsHrss.Accounts.Identifiers.SessionId(Derive("sid", session.ToString(), client.Value, context.Value)).ToString();

    private static byte[] Tweak(string sector) => Message("sub", sector);

    private Guid Derive(params ReadOnlySpan<string> parts)
    {
        Span<byte> mac = stackalloc byte[32];
        vault.Mac(KeyLabel.Pairwise, vault.VersionOf(KeyLabel.Pairwise), Message(parts), mac);
        return new Guid(mac[..KeyBytes], bigEndian: true);
    }

    // Zero bytes cannot stand in any part, so no two lists read alike.
    private static byte[] Message(params ReadOnlySpan<string> parts) => Encoding.UTF8.GetBytes(string.Join('\0', parts!));
}
