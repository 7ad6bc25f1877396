using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>
/// Our own access tokens, known again by the hash of their text. Only the first sight on a node verifies the signature (58 µs);
/// what a token says never changes afterwards. Whether it still counts is never kept here (case RT-13).
/// </summary>
internal sealed class OwnAccessTokens(AccessTokenVerifier verifier, ISigningKeys keys, ProtocolMeter meter, TimeProvider clock)
{
    private const int EntriesPerGeneration = 100_000;

    private readonly TwoGenerations<TokenDigest, Verified> _known = new(EntriesPerGeneration);

    /// <summary>What an unexpired token of ours says; null for any other text.</summary>
    public AccessToken? Find(string text)
    {
        if (text.Length > AccessTokenVerifier.MaxLength)
            return null;
        var digest = TokenDigest.OfText(text);
        // Read before the signature is: a key revoked meanwhile leaves an entry that counts for nothing.
        var revocations = keys.Revocations;
        if (!_known.TryGet(digest, out var known) || known.Revocations != revocations)
        {
            if (verifier.Read(text) is not { } read)
            {
                meter.RefusedAtSight();
                return null;
            }

            known = new Verified(read, revocations);
            _known.Set(digest, known);
            meter.Verified();
        }
        else
        {
            meter.Known();
        }

        return known.Token.ExpiresAt > clock.GetUtcNow() ? known.Token : null;
    }

    /// <summary>A token that was just handed out needs no verification.</summary>
    public void Remember(IssuedAccessToken issued) => _known.Set(TokenDigest.OfText(issued.Text), new Verified(issued.Token, issued.Revocations));

    /// <summary>What a token says, and how many keys had been revoked when its signature was believed (case PI-08).</summary>
    private readonly record struct Verified(AccessToken Token, int Revocations);
}
