using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>Names subjects and sessions towards clients with a key that lives as long as the process.</summary>
public sealed class InMemorySubjectIdentifiers : ISubjectIdentifiers
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <inheritdoc />
    /// <remarks>Pairwise as OpenID Connect Core §8.1 proposes: a keyed digest of sector and subject.</remarks>
    public string Subject(SubjectId subject, Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SectorIdentifier is null ? subject.Value : "p_" + Named($"sub\n{client.SectorIdentifier}\n{subject.Value}");
    }

    /// <inheritdoc />
    public string Session(SessionId session, ClientId client, ContextId context) => "s_" + Named($"sid\n{session}\n{client}\n{context}");

    private string Named(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
