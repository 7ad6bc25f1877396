using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>What a result must be about.</summary>
/// <param name="Nonce">Our number of the attempt.</param>
/// <param name="Subject">Whose face is expected.</param>
/// <param name="Thumbprint">The key of the phone before whose camera it was: the one that the delivering token is bound to.</param>
public sealed record ExpectedFace(FaceOrderNumber Nonce, FaceSubject Subject, string Thumbprint);

/// <summary>What the service found.</summary>
/// <param name="Transaction">Its own number of the check; whoever keeps attempts takes each once.</param>
/// <param name="Failure">Null: it was the expected person, alive.</param>
public sealed record FaceAssertion(FaceReference Transaction, FaceFailure? Failure);

/// <summary>
/// A result of the app's face service (ADR 0016): a compact JWS, <c>{"alg":"ES256","typ":"jshrss-face+jwt","kid":…}</c> over
/// <c>{"iss","aud","nonce","txn","subject","cnf":{"jkt"},"liveness","result","iat","exp"}</c>. Nothing about it is optional, and nothing more may stand in it.
/// </summary>
/// <remarks>The phone carries it and cannot have made it: whoever writes a program of their own that says "passed" lacks the service's key.</remarks>
public static class FaceAssertionJws
{
    /// <summary>A type of its own, so that nothing else the service signs can be passed off as a result (RFC 8725 §3.11).</summary>
    public const string Type = "jshrss-face+jwt";

    /// <summary>From <c>iat</c> to <c>exp</c> at most: the window of a check (C15).</summary>
    public static TimeSpan LongestLife { get; } = FaceCheck.Window;

    /// <summary>So much may the service's clock be ahead of ours.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Reads a result; null for anything that the service has not signed just now for this attempt and this phone.</summary>
    /// <param name="text">As delivered; may be hostile.</param>
    /// <param name="expected">What it must be about.</param>
    /// <param name="service">Whose keys count.</param>
    /// <param name="now">UTC.</param>
    public static FaceAssertion? Read(string? text, ExpectedFace expected, IAppFaceService service, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(service);
        if (StrictJws.Read(text) is not { } jws)
            return null;
        try
        {
            return KidOf(jws.Header) is { } kid && service.HasSigned(kid, jws.Input, jws.Signature) ? Finding(jws.Payload, expected, service, now) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whose face it was, as the service and we write it without telling anybody who sees it: base64url of SHA-256 over nonce, type of document, country (passports; else nothing), number and name in upper case, each on a line
    /// of its own in UTF-8, with LF between them.
    /// </summary>
    /// <remarks>The nonce makes it worthless for looking people up: numbers of documents alone can be tried through.</remarks>
    public static string DigestOf(FaceOrderNumber nonce, FaceSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var (document, name) = (subject.Document, subject.Name.Value.ToUpperInvariant());
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', nonce.Value, document.Type.Code(), document.Country, document.Number.Value, name))));
    }

    private static string? KidOf(byte[] header)
    {
        using var document = StrictJws.Parse(header);
        return StrictJws.Members(document.RootElement, 3) is { } head && StrictJws.Text(head, "alg") == "ES256" && StrictJws.Text(head, "typ") == Type ? StrictJws.Text(head, "kid") : null;
    }

    private static FaceAssertion? Finding(byte[] payload, ExpectedFace expected, IAppFaceService service, DateTimeOffset now)
    {
        using var document = StrictJws.Parse(payload);
        if (StrictJws.Members(document.RootElement, 10) is not { } said
            || StrictJws.Text(said, "iss") != service.Name
            || StrictJws.Text(said, "aud") != service.Audience
            || StrictJws.Text(said, "nonce") != expected.Nonce.Value
            || !IsOf(said, expected.Thumbprint)
            || !IsNow(said, now)
            || FaceReference.Read(StrictJws.Text(said, "txn")) is not { } transaction
            || StrictJws.Text(said, "subject") is not { } subject
            || !said.TryGetProperty("liveness", out var liveness))
            return null;
        // A pass without a living face is none (case AS-11), and says that the service is not what it should be.
        return (StrictJws.Text(said, "result"), liveness.ValueKind) switch
        {
            ("failed", JsonValueKind.True or JsonValueKind.False) => new FaceAssertion(transaction, FaceFailure.NotPassed),
            ("passed", JsonValueKind.True) => new FaceAssertion(transaction, subject == DigestOf(expected.Nonce, expected.Subject) ? null : FaceFailure.OtherSubject),
            _ => null,
        };
    }

    /// <summary>Whether it was done on the phone that delivers it (RFC 7800 §3.1): one carried off to another is none.</summary>
    private static bool IsOf(JsonElement said, string thumbprint) =>
        said.TryGetProperty("cnf", out var confirmation) && StrictJws.Members(confirmation, 1) is { } key && StrictJws.Text(key, "jkt") == thumbprint;

    private static bool IsNow(JsonElement said, DateTimeOffset now)
    {
        if (StrictJws.Number(said, "iat") is not { } issued || StrictJws.Number(said, "exp") is not { } ends)
            return false;
        var (at, latest) = (now.ToUnixTimeSeconds(), now.ToUnixTimeSeconds() + (long)Tolerance.TotalSeconds);
        // Compared without sums of what came: those can overflow.
        return issued > 0 && issued <= latest && ends > at && ends > issued && ends <= latest + LongestLife.TotalSeconds && ends - issued <= LongestLife.TotalSeconds;
    }
}
