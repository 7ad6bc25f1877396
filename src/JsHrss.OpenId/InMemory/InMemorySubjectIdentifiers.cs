using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>Names subjects and sessions towards clients with a key that lives as long as the process.</summary>
public sealed class InMemorySubjectIdentifiers : ISubjectIdentifiers
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    // A digest cannot be turned round, and subjects of this host may have any form: whom a name was given to is remembered, like everything else here.
    private readonly ConcurrentDictionary<(string Sector, string Sub), SubjectId> _named = [];

    /// <inheritdoc />
    /// <remarks>Pairwise as OpenID Connect Core §8.1 proposes: a keyed digest of sector and subject.</remarks>
    public string Subject(SubjectId subject, Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.SectorIdentifier is not { } sector)
            return subject.Value;
        var sub = "p_" + Named($"sub\n{sector}\n{subject.Value}");
        _named.TryAdd((sector, sub), subject);
        return sub;
    }

    /// <inheritdoc />
    public SubjectId? Find(string sub, Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.SectorIdentifier is not { } sector)
            return new SubjectId(sub);
        return _named.TryGetValue((sector, sub), out var subject) ? subject : null;
    }

    /// <inheritdoc />
    public string Session(SessionId session, ClientId client, ContextId context) => "s_" + Named($"sid\n{session}\n{client}\n{context}");

    private string Named(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
