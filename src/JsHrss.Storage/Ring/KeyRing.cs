using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace JsHrss.Storage.Ring;

/// <summary>The ring as a whole: which application it belongs to, and its first key.</summary>
internal sealed class KeyRing(IKeyManager keys, IDataProtectionProvider protection)
{
    /// <summary>Fixed for ever: a ring of another name opens no cookie (case PI-09).</summary>
    public const string ApplicationName = "JsHrss.IdP";

    /// <summary>Makes the first key now, not in a race of first requests.</summary>
    public void MakeFirst()
    {
        if (keys.GetAllKeys().Count == 0)
            protection.CreateProtector("JsHrss.Storage.Ring").Protect([]);
    }
}
