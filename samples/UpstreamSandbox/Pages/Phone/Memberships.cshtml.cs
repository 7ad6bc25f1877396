using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>「我的」-「企业服务」-「我是经办人」: every membership of the holder, invitations first.</summary>
internal sealed class MembershipsModel(Phones phones, AppApi api) : PhonePage(phones)
{
    public IReadOnlyList<ListedMembership> All { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Phone.Tokens is null)
            return ToHome("signed_out");
        var answer = await api.GetAsync(Phone, "/memberships", ct);
        if (Phone.Tokens is null)
            return ToHome("signed_out");
        if (answer is { IsOk: true, Body: JsonArray list })
            All = [.. list.OfType<JsonObject>().Select(ListedMembership.Read).OrderByDescending(one => one.IsInvited)];
        else
            Problem = answer.Code;
        return Page();
    }
}
