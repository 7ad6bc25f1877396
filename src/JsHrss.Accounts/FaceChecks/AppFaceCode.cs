namespace JsHrss.Accounts.FaceChecks;

/// <summary>The code by which the app takes up a face check that a browser asked for. It names an attempt and opens nothing: only the expected person's own phone can take it.</summary>
/// <remarks>Its address is none of the sign-in codes', so that neither can be taken for the other, and a page that does nothing when it is opened in a browser.</remarks>
public static class AppFaceCode
{
    private const string Path = "/face/scan/";
    private const string Link = "jshrss-app://face/";

    /// <summary>Text of the code on a screen.</summary>
    /// <param name="issuer">Scheme, host and port.</param>
    /// <param name="order">Of the attempt.</param>
    public static string TextOf(string issuer, FaceOrderNumber order) => $"{issuer}{Path}{order.Value}";

    /// <summary>What a button on the phone itself opens.</summary>
    public static Uri LinkOf(FaceOrderNumber order) => new(Link + order.Value);

    /// <summary>The attempt that a code of ours names; null: another site's, or no code of a face check.</summary>
    /// <param name="issuer">Scheme, host and port.</param>
    /// <param name="text">As scanned; may be hostile.</param>
    public static FaceOrderNumber? Read(string issuer, string? text)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return text is not null && text.Length == issuer.Length + Path.Length + FaceOrderNumber.Length
            && text.StartsWith(issuer, StringComparison.Ordinal) && text.AsSpan(issuer.Length).StartsWith(Path, StringComparison.Ordinal)
            ? FaceOrderNumber.Read(text[^FaceOrderNumber.Length..])
            : null;
    }
}
