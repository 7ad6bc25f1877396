using JsHrss.OpenId.Issuing;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>
/// Our own access tokens, known again by the hash of their text. Only the first sight on a node verifies the signature (58 µs);
/// what a token says never changes afterwards. Whether it still counts is never kept here (case RT-13).
/// </summary>
internal sealed class OwnAccessTokens(AccessTokenVerifier verifier, TimeProvider clock)
{
    private const int EntriesPerGeneration = 100_000;

    private readonly TwoGenerations<TokenDigest, AccessToken> _known = new(EntriesPerGeneration);

    /// <summary>What an unexpired token of ours says; null for any other text.</summary>
    public AccessToken? Find(string text)
    {
        if (text.Length > AccessTokenVerifier.MaxLength)
            return null;
        var digest = TokenDigest.OfText(text);
        if (!_known.TryGet(digest, out var token))
        {
            token = verifier.Read(text);
            if (token is null)
                return null;
            _known.Add(digest, token);
        }

        return token.ExpiresAt > clock.GetUtcNow() ? token : null;
    }

    /// <summary>A token that was just handed out needs no verification.</summary>
    public void Remember(IssuedAccessToken issued) => _known.Add(TokenDigest.OfText(issued.Text), issued.Token);
}
