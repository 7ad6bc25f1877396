namespace RelyingParty.OpenId;

/// <summary>Where the identity provider is, from configuration.</summary>
internal sealed record IssuerAddress(string Issuer)
{
    /// <summary>Scheme, host and port, as content security policies want it.</summary>
    public string Origin { get; } = new Uri(Issuer).GetLeftPart(UriPartial.Authority);

    public string Page(string path) => Issuer.TrimEnd('/') + path;
}
