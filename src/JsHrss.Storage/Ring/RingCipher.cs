using System.Text;
using System.Xml.Linq;
using JsHrss.Storage.Keys;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.Storage.Ring;

/// <summary>Seals the secret of a ring key with the ring-wrap key (security decision 14).</summary>
internal sealed class RingCipher(IKeyVault vault) : IXmlEncryptor
{
    internal static readonly byte[] Context = "ring_key"u8.ToArray();

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var @sealed = vault.Seal(KeyLabel.RingWrap, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Context);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(@sealed)), typeof(RingOpener));
    }
}

/// <summary>Opens what <see cref="RingCipher"/> sealed. The framework makes it by the type's name that stands in the stored element: do not rename or move it.</summary>
internal sealed class RingOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var plain = services.GetRequiredService<IKeyVault>().Open(KeyLabel.RingWrap, Convert.FromBase64String(encryptedElement.Value), RingCipher.Context);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
