using System.Buffers.Text;
using System.Globalization;
using System.Numerics;

namespace JsHrss.OpenId.Tests.Revocation;

/// <summary>The other valid signature of an ES256 token: (r, n - s) verifies wherever (r, s) does.</summary>
internal static class EcdsaTwin
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static string Of(string token)
    {
        var last = token.LastIndexOf('.');
        var signature = Base64Url.DecodeFromChars(token.AsSpan(last + 1));
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var turned = (Order - s).ToByteArray(isUnsigned: true, isBigEndian: true);
        signature.AsSpan(32).Clear();
        turned.CopyTo(signature, 64 - turned.Length);
        return $"{token[..last]}.{Base64Url.EncodeToString(signature)}";
    }
}
