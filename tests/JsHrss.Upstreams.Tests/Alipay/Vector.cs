using System.Text;

namespace JsHrss.Upstreams.Tests.Alipay;

/// <summary>Texts, keys and signatures that OpenSSL made: <c>openssl dgst -sha256 -sign app-key.pkcs8.pem request.txt</c>. The key serves these tests alone.</summary>
internal static class Vector
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Alipay", "Vectors", name));

    public static byte[] Bytes(string name) => Encoding.UTF8.GetBytes(Text(name));
}
