using RelyingParty.Hall;

namespace RelyingParty.Pages.Hall;

/// <summary>单位信息 or 个人信息, as the tokens tell it.</summary>
internal sealed class ProfileModel : HallPage
{
    /// <summary>The items of this hall that this sign-in may submit, in words.</summary>
    public string ItemNames
    {
        get
        {
            var allowed = Services.ForUnits.Where(service => Party.Items.Allows(service.Code, Gate.Submit)).Select(service => service.Name).ToList();
            return allowed.Count == 0 ? "没有可在本大厅办理的事项"
                : allowed.Count == Services.ForUnits.Count ? "全部事项"
                : string.Join("、", allowed);
        }
    }
}
