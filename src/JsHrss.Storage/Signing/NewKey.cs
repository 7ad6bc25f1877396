using System.Security.Cryptography;

namespace JsHrss.Storage.Signing;

/// <summary>A key that was just made and stands nowhere yet. Making an RSA key takes a tenth of a second to some seconds: never in a request, never in the write lane.</summary>
internal sealed record NewKey(Guid Id, string Kid, string Algorithm, string Jwk, byte[] Pkcs8)
{
    public static NewKey Make(string algorithm, int rsaBits, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        if (algorithm == SigningAlgorithm.Es256)
        {
            using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var (kid, jwk) = PublicJwk.Of(ecdsa.ExportParameters(includePrivateParameters: false));
            return new NewKey(id, kid, algorithm, jwk, ecdsa.ExportPkcs8PrivateKey());
        }

        using var rsa = RSA.Create(rsaBits);
        var (thumbprint, published) = PublicJwk.Of(algorithm, rsa.ExportParameters(includePrivateParameters: false));
        return new NewKey(id, thumbprint, algorithm, published, rsa.ExportPkcs8PrivateKey());
    }
}
