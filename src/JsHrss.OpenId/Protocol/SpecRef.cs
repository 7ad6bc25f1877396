namespace JsHrss.OpenId.Protocol;

/// <summary>The section a rule obeys.</summary>
/// <param name="Document">For instance <c>RFC 6749</c> or <c>OIDC Core</c>.</param>
/// <param name="Section">For instance <c>4.1.3</c>.</param>
public readonly record struct SpecRef(string Document, string Section)
{
    /// <inheritdoc />
    public override string ToString() => $"{Document} §{Section}";
}
