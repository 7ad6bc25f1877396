using Microsoft.AspNetCore.Mvc;
using RelyingParty.Hall;

namespace RelyingParty.Pages.Hall;

/// <summary>我的工作台: the steps that the unit itself has in cases of the department, for whoever holds an item with the action review (R152).</summary>
internal sealed class WorkbenchModel(PresentAuthority authority, TimeProvider time) : HallPage
{
    public const string Todo = "todo";
    public const string Finished = "done";
    public const string Merged = "merged";

    private const string Review = "review";

    public string Tab { get; private set; } = Todo;

    /// <summary>Why nothing can be reviewed; null: it can.</summary>
    public ItemRefusal? Refused { get; private set; }

    /// <summary>What was just answered; null: nothing.</summary>
    public string? Told { get; private set; }

    public IReadOnlyList<ReviewCase> Open => Ticket.Reviews.Open();

    public IReadOnlyList<ReviewCase> Done => Ticket.Reviews.Done();

    public IEnumerable<IGrouping<string, ReviewCase>> Batches => Open.GroupBy(one => one.Batch);

    public async Task<IActionResult> OnGetAsync(string? tab, int? answered, CancellationToken ct)
    {
        if (!Party.IsUnit)
            return NotFound();
        Tab = tab is Finished or Merged ? tab : Todo;
        Told = answered switch { null => null, 0 => "没有需要处理的：可能已在另一个标签页里处理过了。", { } count => $"已处理 {count} 件，可以在“已办”里查看。" };
        await JudgeAsync(ct);
        return Page();
    }

    /// <summary>One case, or with a batch all of it.</summary>
    public async Task<IActionResult> OnPostAsync(string? number, string? batch, string? outcome, string? tab, CancellationToken ct)
    {
        if (!Party.IsUnit)
            return NotFound();
        if (outcome is not ("passed" or "returned") || (number is null) == (batch is null))
            return BadRequest();
        Tab = tab is Merged ? Merged : Todo;
        // Asked again: between showing the button and pressing it the right may have gone.
        await JudgeAsync(ct);
        if (Refused is not null)
            return Page();
        var answered = Ticket.Reviews.Answer(one => batch is null ? one.Number == number : one.Batch == batch, outcome == "passed" ? ReviewOutcome.Passed : ReviewOutcome.Returned, time.GetUtcNow());
        return Redirect($"{Here.Path}/workbench?tab={Tab}&answered={answered}");
    }

    private async Task JudgeAsync(CancellationToken ct)
    {
        var items = (await authority.LookAsync(Request, Ticket, [Services.Find(Party, ReviewList.Item)!], Review, ct)).Items;
        Refused = items.Allows(ReviewList.Item, Review) ? null : items.RefusalOf(ReviewList.Item) ?? ItemRefusal.Missing;
    }
}
