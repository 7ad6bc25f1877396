using System.Globalization;

namespace JsHrss.IdP.Web.Units;

/// <summary>授权时间 开始日期 ~ 结束日期, as typed.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
/// <param name="OfForm">Mistakes of the whole form.</param>
internal sealed record PeriodTyped(string? Start, string? End, IReadOnlyList<FormMistake> OfForm)
{
    /// <summary>Those of this field.</summary>
    public IReadOnlyList<FormMistake> Mistakes { get; } = [.. OfForm.Where(one => one is { IsAtField: true, Field: "Start" or "End" })];

    /// <summary>Whether one of the two days is named as wrong.</summary>
    public bool IsWrong(string field) => Mistakes.Any(one => one.Field == field);

    /// <summary>As a date field takes it.</summary>
    public static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Codes of what is no day.</summary>
    public static IEnumerable<string> Unreadable(string? start, string? end)
    {
        if (!TypedDay.TryRead(start, out _))
            yield return "start_form";
        if (!TypedDay.TryRead(end, out _))
            yield return "end_form";
    }
}
