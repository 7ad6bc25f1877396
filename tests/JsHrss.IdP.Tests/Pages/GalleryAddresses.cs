using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>The pages of address books, and every state of them.</summary>
internal static class GalleryAddresses
{
    private const string Own = "/account/addresses";

    private const string OfUnit = $"/unit/{SceneUnits.U1}/addresses";

    public static IReadOnlyList<Gallery.Picture> All { get; } =
    [
        new("account-addresses", $"{Own}?done=added", () => Of(1)),
        new("account-addresses-none", Own, () => Of(0)),
        new("account-addresses-full", Own, () => Of(10)),
        new("account-addresses-remove", $"{Own}?remove={SceneAddresses.Id(1)}", () => Of(3)),
        new("account-address-new-wrong", $"{Own}/new", () => Of(1), ("Recipient", "亲"), ("Street", new string('7', 121)), ("Phone", "110")),
        new("account-address-changed", $"{Own}/{SceneAddresses.Id(2)}", () => Of(3, refusal: "address_changed"), ("Street", "示例路2号")),
        new("unit-addresses", OfUnit, () => Of(2)),
        new("unit-addresses-agent", OfUnit, () => Of(1, mayChange: false)),
        new("unit-address-new", $"{OfUnit}/new", () => Of(0)),
    ];

    private static Scene Of(int many, bool mayChange = true, string? refusal = null)
    {
        var scene = new Scene { Person = Scene.Wang, Account = new("王*", "ID", "*****123X", "1*****03", "real_person", null, null, null, null), Passkeys = new([], 10, null) };
        scene.Units.Members = SceneUnits.Four();
        scene.Units.Door = new UnitEntrance.Open(SceneUnits.Unit(mayChange ? MemberShown.Representative : MemberShown.Agent, name: many == 2 ? SceneUnits.LongName : "示例科技有限公司"));
        scene.Addresses.Book = SceneAddresses.Of(many, mayChange);
        if (refusal is not null)
            scene.Addresses.Refusals = [refusal];
        return scene;
    }
}
