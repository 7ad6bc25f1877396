using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>A client's own key, and what it signs with it.</summary>
internal sealed class ClientKeyPair
{
    private static readonly ConcurrentDictionary<string, ClientKeyPair> Shared = new(StringComparer.Ordinal);

    private readonly ECDsa? _ec;
    private readonly RSA? _rsa;

    private ClientKeyPair(string algorithm, string? kid, int bits)
    {
        (Algorithm, Kid) = (algorithm, kid);
        if (algorithm == "ES256")
            _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        else
            _rsa = RSA.Create(bits);
    }

    public string Algorithm { get; }

    public string? Kid { get; }

    /// <summary>The public JWK.</summary>
    public JsonObject Jwk
    {
        get
        {
            var jwk = new JsonObject();
            if (_ec is not null)
            {
                var q = _ec.ExportParameters(includePrivateParameters: false).Q;
                (jwk["kty"], jwk["crv"], jwk["x"], jwk["y"]) = ("EC", "P-256", Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
            }
            else
            {
                var parameters = _rsa!.ExportParameters(includePrivateParameters: false);
                (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", Base64Url.EncodeToString(parameters.Modulus), Base64Url.EncodeToString(parameters.Exponent));
            }

            if (Kid is not null)
                jwk["kid"] = Kid;
            return jwk;
        }
    }

    public static ClientKeyPair Create(string algorithm = "ES256", string? kid = "k1", int bits = 2048) => new(algorithm, kid, bits);

    /// <summary>A key made once for all tests, where nothing hangs on whose it is: RSA keys take their time.</summary>
    public static ClientKeyPair SharedOf(string algorithm) => Shared.GetOrAdd(algorithm, static algorithm => Create(algorithm));

    public static string SetOf(params ClientKeyPair[] keys) => SetOf([.. keys.Select(key => key.Jwk)]);

    public static string SetOf(params JsonNode?[] keys) => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key?.DeepClone())]) }.ToJsonString();

    /// <summary>A JWT of this key with the usual header, changed by the test.</summary>
    public string Sign(object claims, Action<JsonObject>? header = null)
    {
        var members = new JsonObject { ["alg"] = Algorithm, ["typ"] = "JWT" };
        if (Kid is not null)
            members["kid"] = Kid;
        header?.Invoke(members);
        return SignText(members.ToJsonString(), claims as string ?? JsonSerializer.Serialize(claims));
    }

    /// <summary>Any header and any payload, honestly signed.</summary>
    public string SignText(string header, string payload) => SignInput($"{Encode(header)}.{Encode(payload)}");

    public string SignInput(string input)
    {
        var bytes = Encoding.ASCII.GetBytes(input);
        var signature = _ec?.SignData(bytes, HashAlgorithmName.SHA256)
            ?? _rsa!.SignData(bytes, HashAlgorithmName.SHA256, Algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
