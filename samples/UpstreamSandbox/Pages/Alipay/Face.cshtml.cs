using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Alipay;

namespace UpstreamSandbox.Pages.Alipay;

/// <summary>What the holder sees in the simulated Alipay app.</summary>
internal sealed class FaceModel(FaceBills bills) : PageModel
{
    public FaceBill? Bill { get; private set; }

    public void OnGet(string id) => Bill = bills.Find(id);

    public IActionResult OnPost(string id, BillState outcome)
    {
        if (!ModelState.IsValid || outcome is not (BillState.Passed or BillState.Failed or BillState.Expired))
            return BadRequest();
        // What is over stays as it ended; the page then says how.
        bills.Move(id, outcome);
        return RedirectToPage(new { id });
    }
}
