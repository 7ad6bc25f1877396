using System.Text.Json.Nodes;
using JsHrss.Accounts.Addresses;

namespace JsHrss.IdP.Bridge;

/// <summary>The claim <c>address</c> (OpenID Connect Core §5.1.1): where a thing is sent to. The recipient and the telephone of the book have no member there, and are not told.</summary>
internal static class AddressClaim
{
    /// <summary>Name of scope and claim.</summary>
    public const string Name = "address";

    private const string Country = "中国";

    /// <summary>The claim's object.</summary>
    public static JsonObject Of(PostalAddress address)
    {
        var district = address.District;
        // As it is written on a letter here: the code above, then from the large to the small in one line (§5.1.1 takes either form of line break).
        var claim = new JsonObject { ["formatted"] = address.Postcode is { } code ? $"{code}\n{district.FullName}{address.Street}" : district.FullName + address.Street, ["region"] = district.Province };
        if (Locality(district) is { Length: > 0 } locality)
            claim["locality"] = locality;
        claim["street_address"] = address.Street;
        if (address.Postcode is { } postcode)
            claim["postal_code"] = postcode;
        claim["country"] = Country;
        return claim;
    }

    /// <summary>City and district; of a municipality the city is the province itself.</summary>
    private static string Locality(District district) => (district.City ?? (IsMunicipality(district) ? district.Province : null)) + district.Name;

    // 北京, 天津, 上海, 重庆.
    private static bool IsMunicipality(District district) => district.ProvinceCode is "11" or "12" or "31" or "50";
}
